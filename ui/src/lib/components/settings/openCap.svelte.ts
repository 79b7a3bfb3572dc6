/**
 * How many files a run makes at most, as it is typed. It outlives the page: who leaves it finds what was typed, and that
 * it is not saved, until the window closes or another file is open.
 */

import { onForget } from '$lib/ipc/query.svelte';
import type { MakingPage } from '$lib/ipc/bindings';

class OpenCap {
  #page = $state.raw<MakingPage | null>(null);
  /** Nothing until somebody types. */
  #typed = $state<string | null>(null);

  constructor() {
    onForget(() => {
      this.#page = null;
      this.#typed = null;
    });
  }

  get text(): string {
    return this.#typed ?? String(this.#page?.cap ?? '');
  }
  get number(): number {
    return /^\d+$/.test(this.text.trim()) ? Number(this.text) : NaN;
  }
  get fits(): boolean {
    return this.#page !== null && this.number >= this.#page.leastCap && this.number <= this.#page.mostCap;
  }
  /** What is typed differs from what is stored, or is no number. */
  get unsaved(): boolean {
    return this.#page !== null && this.number !== this.#page.cap;
  }

  type(text: string): void {
    this.#typed = text;
  }
  discard(): void {
    this.#typed = null;
  }
  /** A newer answer of the core: it is shown where nothing else is typed. */
  read(page: MakingPage): void {
    this.#page = page;
    if (!this.unsaved) this.discard();
  }
}

export const openCap = new OpenCap();
