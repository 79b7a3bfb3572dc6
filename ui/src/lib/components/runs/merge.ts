/** Rows of a list whose newest stretch is read again and again, joined with older ones read once. */

import type { RunRow } from '$lib/ipc/bindings';

/** The newest stretch as it is now, then the older rows that it does not hold. */
export function merge(newest: RunRow[], older: RunRow[]): RunRow[] {
  if (older.length === 0) return newest;
  const held = new Set(newest.map((row) => row.run.id));
  return [...newest, ...older.filter((row) => !held.has(row.run.id))];
}
