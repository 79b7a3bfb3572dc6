// The words beside an ad's picture, counted and cut as each placement cuts them. How much each shows is the core's
// table.

import type { AdTexts, BoardProduct, VisibleLimit } from '$lib/ipc/bindings';

/** What the feed on a phone shows of a primary text before "more". */
export const VISIBLE = { primary: 125 } as const;

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Characters as a person counts them. */
export function graphemes(text: string): number {
  return [...segments.segment(text)].length;
}

/** The part that shows and the part that is cut; the cut falls before a word. */
export function cut(text: string, limit: number): { shown: string; hidden: string } {
  if (graphemes(text) <= limit) return { shown: text, hidden: '' };
  const pieces = [...segments.segment(text)].map((piece) => piece.segment);
  const head = pieces.slice(0, limit).join('');
  // A word that ends just here stays whole.
  const space = text.charAt(head.length) === ' ' ? head.length : head.lastIndexOf(' ');
  const at = space > head.length / 2 ? space : head.length;
  return { shown: text.slice(0, at).trimEnd(), hidden: text.slice(at).trimStart() };
}

/** How many characters a placement shows of a field; nothing if it does not show it. */
export const shows = (limits: VisibleLimit[], placement: string, field: VisibleLimit['field']): number | null =>
  limits.find((one) => one.placement === placement && one.field === field)?.characters ?? null;

/** Meta's buttons, as the Marketing API names them. */
export const BUTTONS = ['SHOP_NOW', 'LEARN_MORE', 'ORDER_NOW', 'GET_OFFER', 'SIGN_UP', 'SUBSCRIBE'] as const;

export const EMPTY_COPY: AdTexts = {
  primaryTexts: [''],
  headlines: [''],
  description: '',
  button: 'SHOP_NOW',
  url: '',
  utm: ''
};

/** Where ads of a product lead with this offer. */
export const landing = (product: BoardProduct | null, offer: string | null): string =>
  product?.offers.find((one) => one.id === offer)?.url ?? product?.url ?? '';

/** The copy an ad starts with: the first text of each kind in the product's bank. */
export function firstCopy(product: BoardProduct | null, offer: string | null): AdTexts {
  const first = (field: string) => product?.copy.find((line) => line.field === field)?.text ?? '';
  return {
    ...EMPTY_COPY,
    primaryTexts: [first('primary_text')],
    headlines: [first('headline')],
    description: first('description'),
    button: product?.button ?? EMPTY_COPY.button,
    url: landing(product, offer),
    utm: product?.utm ?? ''
  };
}
