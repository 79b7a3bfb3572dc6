// What the whole window shares: the open file, the frame's facts, the chosen account and the one date range.

import { call } from '$lib/ipc/call';
import { commands, type Frame, type FrameAccount, type OpenFile } from '$lib/ipc/bindings';
import { onChange } from '$lib/ipc/changes';
import { forgetAnswers } from '$lib/ipc/query.svelte';
import { start } from '$lib/ipc/start';
import { asAppError, type AppError } from '$lib/errors';
import { m } from '$lib/messages';
import { DEFAULT_CHOICE, resolveRange, type Range, type RangeChoice } from './ranges';
import { Stored } from './stored.svelte';

class WorkspaceState {
  /** The open file; `null` before the welcome page has opened one. */
  file = $state.raw<OpenFile | null>(start?.file ?? null);
  frame = $state.raw<Frame | null>(start?.ahead.frame ?? null);
  error = $state.raw<AppError | null>(null);
  /** The first answer has come. */
  ready = $state(start !== null);
  online = $state(typeof navigator === 'undefined' ? true : navigator.onLine);

  #accounts = new Stored<Record<string, string>>('account-of-file', {});
  #choice = new Stored<RangeChoice>('range', DEFAULT_CHOICE);
  #turn = 0;
  #newest: Promise<void> = Promise.resolve();

  /** The chosen account; the first one until a person chooses. */
  get account(): FrameAccount | null {
    const accounts = this.frame?.accounts ?? [];
    const wanted = this.file ? this.#accounts.value[this.file.path] : undefined;
    return accounts.find((account) => account.id === wanted) ?? accounts[0] ?? null;
  }

  choose(account: string): void {
    if (this.file) this.#accounts.patch({ [this.file.path]: account });
  }

  get choice(): RangeChoice {
    return this.#choice.value;
  }
  set choice(choice: RangeChoice) {
    this.#choice.value = choice;
  }

  /** The days that the choice means for the chosen account; `null` while nothing complete is stored. */
  get range(): Range | null {
    return resolveRange(this.choice, this.account?.lastCompleteDay ?? null, this.account?.today ?? null);
  }

  /** Whether something in this file may be changed here. */
  get writable(): boolean {
    return this.file !== null && !this.file.readOnly;
  }

  /** Why nothing may be changed here, in words; `null` where it may. */
  get lockedWhy(): string | null {
    if (this.writable) return null;
    return this.file?.unwritable ? m.frame.readOnly.unwritable : m.frame.readOnly.title;
  }

  /** Reads the open file and the frame's facts; done when they are those of the newest read. */
  load(): Promise<void> {
    return (this.#newest = this.#read());
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    try {
      // Asked together: the start of the window waits for both. Without a file the frame's answer is that there is none.
      const [{ file }, answer] = await Promise.all([commands.windowState(), commands.frame()]);
      const frame = file ? await call(answer) : null;
      // Whoever waits for this read goes on with what the newer one finds: a page must not be left for its want.
      if (turn !== this.#turn) return this.#newest;
      // The first read after a start finds a file where none was known: nothing is left of another one.
      if (this.file !== null && file?.path !== this.file.path) forgetAnswers();
      this.file = file;
      this.frame = frame;
      this.error = null;
    } catch (error) {
      if (turn !== this.#turn) return this.#newest;
      this.error = asAppError(error);
    }
    this.ready = true;
  }

  /** Keeps the frame fresh; answers how to stop. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void this.load();
      }, 150);
    };
    const stop = onChange(['jobs', 'runs', 'accounts', 'insights', 'settings', 'ads'], soon);
    // Days and "token days" move on without any event.
    const slow = setInterval(soon, 60_000);
    const network = () => (this.online = navigator.onLine);
    window.addEventListener('online', network);
    window.addEventListener('offline', network);
    return () => {
      stop();
      clearTimeout(timer);
      clearInterval(slow);
      window.removeEventListener('online', network);
      window.removeEventListener('offline', network);
    };
  }
}

export const workspace = new WorkspaceState();
