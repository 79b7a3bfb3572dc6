// A board as the file keeps it, one for each product, and what the library changed since.

import type { AdColour, AdSize, BoardProduct, BoardQuery, ChoiceMode } from '$lib/ipc/bindings';
import type { StoredTile } from './tile.svelte';

/** A hook on the board: of the library, or typed here. */
export interface BoardHookLine {
  key: string;
  id: string | null;
  text: string;
  on: boolean;
}

/** What a draw of templates is narrowed down to; nothing is no limit. */
export type Only = Pick<BoardQuery, 'category' | 'audience' | 'strictness'>;
export const ANYTHING: Only = { category: null, audience: null, strictness: 'brand' };

export interface Draft {
  offer: string | null;
  hooks: BoardHookLine[];
  sizes: AdSize[];
  colour: AdColour;
  /** Colours that every ad is made in besides its own. */
  also: AdColour[];
  /** Whether every ad is made with every hook that is on. */
  everyHook: boolean;
  mode: ChoiceMode;
  templates: string[];
  count: number;
  seed: number;
  only: Only;
  tiles: StoredTile[];
}

/** How a board begins before there is any draft. */
export const EMPTY_BOARD: Draft = {
  offer: null,
  hooks: [],
  sizes: ['4x5', '9x16', '1x1'],
  colour: 'original',
  also: [],
  everyHook: false,
  mode: 'bestMatch',
  templates: [],
  count: 8,
  seed: 1,
  only: ANYTHING,
  tiles: []
};

/** Hooks of the library that a new board turns on. */
const ON_AT_FIRST = 6;

const lines = (product: BoardProduct): BoardHookLine[] =>
  product.hooks.map((hook, at) => ({ key: hook.id, id: hook.id, text: hook.text, on: at < ON_AT_FIRST }));

/** A board of a product that has none yet; how it is made stays as it is on the board before. */
export function freshDraft(
  product: BoardProduct,
  like: Pick<Draft, 'sizes' | 'colour' | 'also' | 'everyHook' | 'count' | 'seed' | 'only'>
): Draft {
  return {
    ...like,
    offer: product.offers[0]?.id ?? null,
    hooks: lines(product),
    mode: 'bestMatch',
    templates: [],
    tiles: []
  };
}

/** What was kept, as far as it is a board. A field that is missing or of another kind has its value of a new one. */
export function readDraft(body: string, fresh: Draft): Draft {
  let kept: unknown;
  try {
    kept = JSON.parse(body);
  } catch {
    return fresh;
  }
  if (typeof kept !== 'object' || kept === null) return fresh;
  const same = (value: unknown, like: unknown) =>
    Array.isArray(value) === Array.isArray(like) && typeof value === typeof like;
  // The offer alone may be none.
  const fits = (key: string, value: unknown) =>
    key === 'offer' ? value === null || typeof value === 'string' : same(value, fresh[key as keyof Draft]);
  const known = Object.entries(kept).filter(([key, value]) => key in fresh && fits(key, value));
  return { ...fresh, ...Object.fromEntries(known) };
}

/**
 * A draft brought up to the library: hooks that were put away go, new ones stand at the end, switched off; an offer or
 * a picture that is no longer there gives way to the product's first.
 */
export function upToDate(draft: Draft, product: BoardProduct): Draft {
  const there = new Set(product.hooks.map((hook) => hook.id));
  const held = new Set(draft.hooks.map((hook) => hook.id));
  // What was typed here and is in the library by now (a schedule of this board put it there) is one hook, not two.
  const same = (text: string) =>
    product.hooks.find((hook) => hook.text === text.trim() && !held.has(hook.id))?.id ?? null;
  const kept = draft.hooks
    .filter((hook) => hook.id === null || there.has(hook.id))
    .map((hook) => (hook.id === null ? { ...hook, id: same(hook.text) } : hook));
  const known = new Set(kept.map((hook) => hook.id));
  const added = lines(product)
    .filter((hook) => !known.has(hook.id))
    .map((hook) => ({ ...hook, on: kept.length === 0 && hook.on }));
  const hooks = [...kept, ...added];
  const first = hooks.find((hook) => hook.on)?.key ?? '';
  const keys = new Set(hooks.map((hook) => hook.key));
  const pictures = new Set(product.pictures.map((picture) => picture.hash));
  return {
    ...draft,
    hooks,
    offer:
      draft.offer === null || product.offers.some((offer) => offer.id === draft.offer)
        ? draft.offer
        : (product.offers[0]?.id ?? null),
    tiles: draft.tiles.map((tile) => ({
      ...tile,
      hook: keys.has(tile.hook) ? tile.hook : first,
      picture: tile.picture !== null && pictures.has(tile.picture) ? tile.picture : null
    }))
  };
}

/** The product to begin with: of the brand whose account is chosen, the one that there is most to say about. */
export function likelyProduct(products: BoardProduct[], account: string): string {
  const own = products.filter((product) => account.toLowerCase().includes(product.brand.toLowerCase()));
  const from = own.length > 0 ? own : products;
  const weight = (product: BoardProduct) => product.hooks.length + product.pictures.length + product.offers.length;
  return from.reduce((best, one) => (weight(one) > weight(best) ? one : best)).id;
}
