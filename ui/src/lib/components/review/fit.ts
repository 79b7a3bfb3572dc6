// How wide an ad of 1080 may be drawn so that all its sizes, with the interface around them, fit the stage together.

import type { SizeLook } from '$lib/components/create/sizes';

/** What a feed post adds above and below its picture, besides its text: who, the link with its button, the acts. */
const POST = 124;
/** Its text: as many letters as the feed shows, about so wide, in lines so high. */
const LETTERS = 125;
const LETTER = 5.4;
const LINE = 15;
/** What its text has at each side. */
const PAD = 10;
/** The line above each size that names it. */
export const CAPTION = 26;
/** What stands between two sizes. */
export const GAP = 16;
/** Beyond this a frame is larger than a phone shows it. */
const MOST = 420;
const LEAST = 96;

/** The room for the frames. */
export interface Room {
  width: number;
  height: number;
  /** Whether the interface is drawn around the ads. */
  around: boolean;
  /** What stands below the last column. */
  below: number;
}
export interface Fit<S extends SizeLook = SizeLook> {
  /** Pixels across for a size of 1080. */
  across: number;
  /** The sizes from left to right; those of one column stand below each other. */
  columns: S[][];
}

/** The arrangement that shows the ad largest: all sizes in a row, or the two lowest ones in one column. */
export function fit<S extends SizeLook>(sizes: S[], room: Room): Fit<S> {
  const ways = [sizes.map((size) => [size]), ...stacked(sizes)];
  return ways
    .map((columns) => ({ columns, across: largest(columns, room) }))
    .reduce((best, way) => (way.across > best.across ? way : best));
}

/** The two lowest sizes below each other, where at least two others stand beside them. */
function stacked<S extends SizeLook>(sizes: S[]): S[][][] {
  if (sizes.length < 4) return [];
  const low = [...sizes].sort((a, b) => a.height - b.height).slice(0, 2);
  const others = sizes.filter((size) => !low.includes(size)).map((size) => [size]);
  return [[...others, sizes.filter((size) => low.includes(size))]];
}

function largest(columns: SizeLook[][], room: Room): number {
  let across = MOST;
  while (across > LEAST && !fits(columns, across, room)) across -= 1;
  return across;
}

function fits(columns: SizeLook[][], across: number, room: Room): boolean {
  const wide = (size: SizeLook) => (across * size.width) / 1080;
  const high = (size: SizeLook) =>
    CAPTION + (across * size.height) / 1080 + (room.around && !size.full ? post(wide(size)) : 0);
  const width = columns.reduce((sum, column) => sum + Math.max(...column.map(wide)), GAP * (columns.length - 1));
  const heights = columns.map(
    (column, at) =>
      column.reduce((sum, size) => sum + high(size), GAP * (column.length - 1)) +
      (at === columns.length - 1 ? room.below : 0)
  );
  return width <= room.width && Math.max(...heights) <= room.height;
}

/** The height of a post's interface at this width: the narrower, the more lines its text has. */
const post = (width: number) => POST + LINE * Math.ceil((LETTERS * LETTER) / (width - 2 * PAD));
