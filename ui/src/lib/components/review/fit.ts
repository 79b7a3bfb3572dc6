// How wide an ad of 1080 may be drawn so that all its sizes, with the interface around them, fit the stage together.

import type { SizeLook } from '$lib/components/create/sizes';

/** What a feed post adds above and below its picture. */
const POST = 182;
/** The line above each size that names it. */
export const CAPTION = 26;
/** What stands between two sizes. */
export const GAP = 16;
/** Beyond this a frame is larger than a phone shows it. */
const MOST = 420;
const LEAST = 96;

export interface Fit<S extends SizeLook = SizeLook> {
  /** Pixels across for a size of 1080. */
  across: number;
  /** The sizes from left to right; those of one column stand below each other. */
  columns: S[][];
}

/** The arrangement that shows the ad largest: all sizes in a row, or the two lowest ones in one column. */
export function fit<S extends SizeLook>(sizes: S[], width: number, height: number, around: boolean): Fit<S> {
  const row = sizes.map((size) => [size]);
  const ways = [row, ...stacked(sizes)].map((columns) => ({ columns, across: across(columns, width, height, around) }));
  const best = ways.reduce((best, way) => (way.across > best.across ? way : best));
  return { columns: best.columns, across: Math.floor(Math.max(LEAST, Math.min(MOST, best.across))) };
}

/** The two lowest sizes below each other, where at least two others stand beside them. */
function stacked<S extends SizeLook>(sizes: S[]): S[][][] {
  if (sizes.length < 4) return [];
  const low = [...sizes].sort((a, b) => a.height - b.height).slice(0, 2);
  return [
    [...sizes.filter((size) => !low.includes(size)).map((size) => [size]), sizes.filter((size) => low.includes(size))]
  ];
}

function across(columns: SizeLook[][], width: number, height: number, around: boolean): number {
  const shares = columns.reduce((sum, column) => sum + Math.max(...column.map((size) => size.width / 1080)), 0);
  const byWidth = (width - GAP * (columns.length - 1)) / Math.max(shares, 1);
  const byHeight = columns.map((column) => {
    const beside = column.reduce((sum, size) => sum + CAPTION + (around && !size.full ? POST : 0), 0);
    const pictures = column.reduce((sum, size) => sum + size.height / 1080, 0);
    return (height - beside - GAP * (column.length - 1)) / pictures;
  });
  return Math.min(byWidth, ...byHeight);
}
