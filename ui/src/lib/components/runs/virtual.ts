/** Which rows of a long list are in view. Rows are all equally high, so this is arithmetic. */

export interface Slice {
  first: number;
  /** Behind the last row. */
  end: number;
  /** Space above the first drawn row. */
  above: number;
  /** The height of all rows. */
  height: number;
}

/** The rows to draw for a scroll position, with some to spare above and below. */
export function sliceOf(count: number, rowHeight: number, scrollTop: number, viewHeight: number, spare = 8): Slice {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight) - spare));
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + spare);
  return { first, end: Math.max(first, end), above: first * rowHeight, height: count * rowHeight };
}
