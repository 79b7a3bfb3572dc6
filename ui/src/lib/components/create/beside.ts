// Where the field for words stands that are typed in place: below its text, above it, or on the picture's lower edge. It
// never reaches over the picture's upper edge: above the first row there is nothing that could be scrolled to.

export type Side = 'below' | 'above' | 'inside';

const GAP = 6;
/** The name and the checks under the picture may be covered meanwhile. */
const CAPTION = 40;

/** `text` in shares of the picture, which is so many pixels high; the field is `field` pixels high. */
export function sideFor(text: { y: number; height: number }, picture: number, field: number): Side {
  const needs = field + GAP;
  if ((1 - text.y - text.height) * picture + CAPTION >= needs) return 'below';
  return text.y * picture >= needs ? 'above' : 'inside';
}
