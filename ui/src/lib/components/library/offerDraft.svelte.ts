/**
 * An offer that is being entered. The first field with a name stores it; what is left while that is under way is stored
 * after it, under the id that came back, so that it becomes one offer and nothing that was typed is lost.
 */

import type { AppError } from '$lib/errors';
import type { OfferForm } from '$lib/ipc/bindings';

/** Stores an offer and lets `stored` know its id; the answer is why it was not stored. */
export type StoreOffer = (offer: OfferForm, stored: (id: string) => void) => Promise<AppError | null>;

let made = 0;

export class OfferDraft {
  /** Of its row. */
  readonly key = `draft ${++made}`;
  /** What its row began with. */
  readonly offer: OfferForm;
  /** Of the stored offer; empty until there is one. */
  id = $state('');
  #store: StoreOffer;
  #newest: OfferForm | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = $state(0);

  constructor(offer: OfferForm, store: StoreOffer) {
    this.offer = offer;
    this.#store = store;
  }

  /** The page was left and is shown again: it is stored through that one. */
  storeBy(store: StoreOffer): void {
    this.#store = store;
  }
  /** It has a row of its own: it is not stored, or on its way. */
  get open(): boolean {
    return this.id === '' || this.#waiting > 0;
  }

  /** Stores it, one state after the other; of those that wait only the newest. */
  async save(next: OfferForm): Promise<AppError | null> {
    this.#newest = next;
    this.#waiting += 1;
    const answer = this.#inTurn(next, this.#last);
    this.#last = answer;
    const error = await answer;
    this.#waiting -= 1;
    return error;
  }
  async #inTurn(next: OfferForm, before: Promise<unknown>): Promise<AppError | null> {
    await before;
    if (next !== this.#newest) return null;
    return this.#store({ ...next, id: this.id || next.id }, (id) => (this.id = id));
  }
}

/** The rows of a product's offers. What was entered here keeps its row, and with it the focus, when it is stored. */
export function offerRows(
  stored: readonly OfferForm[],
  drafts: readonly OfferDraft[]
): { key: string; offer: OfferForm; draft: OfferDraft | null }[] {
  const rows = stored.map((offer) => {
    const draft = drafts.find((one) => one.id === offer.id) ?? null;
    return { key: draft?.key ?? offer.id, offer, draft };
  });
  const fresh = drafts.filter((draft) => draft.open && !rows.some((row) => row.draft === draft));
  return [...rows, ...fresh.map((draft) => ({ key: draft.key, offer: draft.offer, draft }))];
}

/**
 * The fields of a row when a newer answer came: `known` is what was answered before or is on its way to be stored. A field
 * that holds anything else is being typed in and stays.
 */
export function followed(fields: OfferForm, known: OfferForm, newer: OfferForm): OfferForm {
  const same = (key: keyof OfferForm) => JSON.stringify(fields[key]) === JSON.stringify(known[key]);
  const typed = (Object.keys(newer) as (keyof OfferForm)[]).filter((key) => key !== 'id' && !same(key));
  return { ...newer, ...Object.fromEntries(typed.map((key) => [key, fields[key]])) };
}
