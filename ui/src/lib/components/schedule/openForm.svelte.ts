/**
 * The form of a job as it is filled in. It outlives the page: who leaves it to look something up finds what was typed,
 * until it is saved or discarded, the window closes or another file is open.
 */

import { onForget } from '$lib/ipc/query.svelte';
import type { Draft } from './draft';

class OpenForm {
  draft = $state<Draft | null>(null);
  /** The job the form is about; `null` for a new one. */
  editing = $state<string | null>(null);
  /** The draft as it was when the form was opened. */
  #before = $state.raw('');

  constructor() {
    onForget(() => this.close());
  }

  /** Something was typed or chosen. */
  get unsaved(): boolean {
    return this.draft !== null && JSON.stringify(this.draft) !== this.#before;
  }
  open(draft: Draft, editing: string | null): void {
    this.#before = JSON.stringify(draft);
    this.draft = draft;
    this.editing = editing;
  }
  /** The page is there again: a form in which nothing stands is not worth coming back to. */
  comeBack(): void {
    // What is no time stood in its field alone.
    if (this.draft) this.draft.unread = [];
    if (!this.unsaved) this.close();
  }
  close(): void {
    this.draft = this.editing = null;
  }
}

export const openForm = new OpenForm();
