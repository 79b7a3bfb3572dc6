/**
 * What a person did to jobs while the window is open, the last act on top. It outlives the page; the file itself keeps no
 * such list, so each act brings its own inverse.
 */

import { onForget } from '$lib/ipc/query.svelte';

/** Does the opposite of an act, and answers what can be said about it. */
export type TakeBack = () => Promise<string>;

/** Nobody goes back further. */
const KEPT = 50;

class Acts {
  #done: TakeBack[] = [];

  constructor() {
    // Another file has other jobs.
    onForget(() => (this.#done = []));
  }

  did(takeBack: TakeBack): void {
    this.#done = [...this.#done, takeBack].slice(-KEPT);
  }
  takeLast(): TakeBack | undefined {
    return this.#done.pop();
  }
}

export const acts = new Acts();
