// How a contact sheet is laid out: the sizes of one ad stay side by side in one scale, and as many ads as fit in a line.

export const GAP = 12;
const BETWEEN = 4;
/** A picture at its largest and its smallest; below that an ad could not be told from another. */
const LARGEST = 58;
const SMALLEST = 32;
/** Under the pictures stand two lines of words. */
const WORDS = 104;

/** How wide 1,080 pixels are drawn, and how wide the column of an ad is. `widths` are the pixels of each ad's sizes. */
export function sheetOf(room: number, widths: number[][]): { across: number; column: number } {
  const ads = widths.filter((sizes) => sizes.length > 0);
  const most = (across: number) =>
    Math.max(
      WORDS,
      ...ads.map((sizes) =>
        sizes.reduce((sum, width) => sum + Math.round((across * width) / 1080), BETWEEN * (sizes.length - 1))
      )
    );
  const half = (room - GAP) / 2;
  let across = LARGEST;
  // Two ads side by side are worth smaller pictures; what does not fit twice even so has the line to itself.
  while (across > SMALLEST && most(across) > half) across -= 1;
  if (most(across) > half) across = LARGEST;
  return { across, column: Math.min(room, most(across)) };
}
