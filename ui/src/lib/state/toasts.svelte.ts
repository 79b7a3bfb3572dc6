// Short messages at the bottom. A success goes by itself; an error stays until it is read.

import { asAppError, type AppError } from '$lib/errors';

export interface Toast {
  id: number;
  text?: string;
  error?: AppError;
  /** One thing to do about it. */
  act?: { label: string; run: () => void };
  /** It stays until it is closed. */
  stays?: boolean;
}

const STAYS_MS = 5000;

class Toasts {
  list = $state<Toast[]>([]);
  #next = 1;

  /** Says something that went well. Only the newest offers to take it back: that is what would be taken back. */
  say(text: string, act?: Toast['act']): void {
    if (act) this.withdraw(act.label);
    const id = this.#add({ text, act });
    setTimeout(() => this.close(id), STAYS_MS);
  }

  /** Says what came of something that a person left meanwhile; it stays until it is read. */
  keep(text: string, act?: Toast['act']): void {
    this.#add({ text, act, stays: true });
  }

  /** Shows an error; the same one twice is shown once. */
  fail(error: unknown): void {
    const shown = asAppError(error);
    if (this.list.some((toast) => toast.error?.code === shown.code && toast.error.message === shown.message)) return;
    this.#add({ error: shown });
  }

  /** Takes offers away that do not hold any more. */
  withdraw(label: string): void {
    this.list = this.list.filter((toast) => toast.act?.label !== label);
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.list.push({ id, ...toast });
    return id;
  }
}

export const toasts = new Toasts();

/** Does something a person asked for; if it fails, the error is shown. Answers whether it went well. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toasts.fail(error);
    return false;
  }
}
