/**
 * What a person did to jobs while the window is open, the last act on top. It outlives the page; the file itself keeps no
 * such list, so each act brings its own inverse.
 */

import { asAppError } from '$lib/errors';
import { onForget } from '$lib/ipc/query.svelte';

/** Does the opposite of an act, and answers what can be said about it. */
export type TakeBack = () => Promise<string>;

/** Nobody goes back further. */
const KEPT = 50;

/** The job has become something else since: trying again would only stand in the way of what was done before. */
const isOver = (error: unknown) => ['conflict', 'not_found'].includes(asAppError(error).code);

class Acts {
  #done: TakeBack[] = [];

  constructor() {
    // Another file has other jobs.
    onForget(() => (this.#done = []));
  }

  /**
   * An act begins; the answer notes it when it is done, and says whether it can be taken back: not where another file was
   * opened meanwhile.
   */
  begin(): (takeBack: TakeBack) => boolean {
    const list = this.#done;
    return (takeBack) => {
      list.push(takeBack);
      if (list.length > KEPT) list.shift();
      return list === this.#done;
    };
  }
  /** Takes back what was done last, and answers what can be said; `null` for nothing. If it fails it can be tried again. */
  async takeLast(): Promise<string | null> {
    const list = this.#done;
    const last = list.pop();
    if (!last) return null;
    const at = list.length;
    try {
      return await last();
    } catch (error) {
      if (!isOver(error)) list.splice(at, 0, last);
      throw error;
    }
  }
}

export const acts = new Acts();
