/** Rows of a list whose newest stretch is read again and again, joined with older ones read once. */

import type { RunRow, RunState } from '$lib/ipc/bindings';

/** The newest stretch as it is now, then the older rows that it does not hold. */
export function merge(newest: RunRow[], older: RunRow[]): RunRow[] {
  if (older.length === 0) return newest;
  const held = new Set(newest.map((row) => row.run.id));
  return [...newest, ...older.filter((row) => !held.has(row.run.id))];
}

/** Whether a run is of this type (`all` is any) and in one of these states (none is any). */
export function passes(row: RunRow | undefined, type: string, states: RunState[]): boolean {
  if (!row) return false;
  return (type === 'all' || row.jobType === type) && (states.length === 0 || states.includes(row.run.state));
}
