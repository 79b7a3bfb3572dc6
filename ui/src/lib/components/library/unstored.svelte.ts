/**
 * What was typed in the Library and is not stored. It outlives the page: who leaves it to look something up finds what
 * was typed, and that it is not saved, until the window closes or another file is open.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { OfferForm } from '$lib/ipc/bindings';
import { onForget } from '$lib/ipc/query.svelte';
import type { OfferDraft } from './offerDraft.svelte';
import type { Refused } from './refused';

/** The fields of an offer's row that hold what is not stored. */
export interface TypedOffer {
  fields: OfferForm;
  /** What was stored when they were typed. */
  known: OfferForm;
  refused: Refused<string> | null;
}

class Unstored {
  /** By product and row. */
  #offers = new SvelteMap<string, SvelteMap<string, TypedOffer>>();
  #hooks = new SvelteMap<string, string>();
  /** The offers that were entered and have no row in the file yet. */
  #drafts = new Map<string, OfferDraft[]>();

  constructor() {
    onForget(() => {
      this.#offers.clear();
      this.#hooks.clear();
      this.#drafts.clear();
    });
  }

  /** What is kept of a row; `row` is the offer's id, or the key of a draft that has none. */
  offer(product: string, row: string): TypedOffer | null {
    return this.#offers.get(product)?.get(row) ?? null;
  }
  keepOffer(product: string, row: string, typed: TypedOffer | null): void {
    let rows = this.#offers.get(product);
    if (typed === null) {
      rows?.delete(row);
      return;
    }
    if (!rows) this.#offers.set(product, (rows = new SvelteMap()));
    rows.set(row, typed);
  }
  /** Hooks that were typed and not added. */
  hooks(product: string): string {
    return this.#hooks.get(product) ?? '';
  }
  keepHooks(product: string, text: string): void {
    if (text.trim() === '') this.#hooks.delete(product);
    else this.#hooks.set(product, text);
  }
  /** The drafts of a product in which something is typed, or that are on their way. */
  drafts(product: string): OfferDraft[] {
    const drafts = this.#drafts.get(product) ?? [];
    return drafts.filter((draft) => draft.open && this.offer(product, draft.id || draft.key) !== null);
  }
  keepDrafts(product: string, drafts: OfferDraft[]): void {
    this.#drafts.set(product, drafts);
  }
  /** Something of this product is typed and not stored. */
  some(product: string): boolean {
    return this.#hooks.has(product) || (this.#offers.get(product)?.size ?? 0) > 0;
  }
}

export const unstored = new Unstored();
