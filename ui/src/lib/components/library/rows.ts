// The rows of a list that is edited: what is stored, and among it what is not whole yet and lives only here.

import type { FactForm } from '$lib/ipc/bindings';

export interface Row {
  /** Stays the same while a row is on screen, stored or not. */
  key: number;
  id: string;
  fields: FactForm['fields'];
}

/**
 * What was stored, as rows. A row on screen keeps its key, so that focus and cursor stay; one that is not stored yet
 * keeps its place. `sent` are keys of rows that were sent to be stored: what comes back new is those, in their order,
 * however the core writes what they say. `edited` are keys of rows that a person is in: what they typed is newer.
 */
export function merged(
  shown: Row[],
  stored: FactForm[],
  nextKey: () => number,
  { sent, edited }: { sent: Set<number>; edited: Set<number> }
): Row[] {
  const left = [...shown];
  const rows = stored.map((fact) => {
    let at = left.findIndex((row) => row.id === fact.id);
    if (at < 0) at = left.findIndex((row) => row.id === '' && sent.has(row.key));
    const [old] = at < 0 ? [] : left.splice(at, 1);
    const fields = old && edited.has(old.key) ? old.fields : { ...fact.fields };
    return { key: old?.key ?? nextKey(), id: fact.id, fields };
  });
  for (const row of left) if (row.id === '') rows.splice(Math.min(shown.indexOf(row), rows.length), 0, row);
  return rows;
}

/** A row moved up or down by one; the same rows if it cannot. */
export function moved(rows: Row[], at: number, by: -1 | 1): Row[] {
  const to = at + by;
  if (to < 0 || to >= rows.length) return rows;
  const next = [...rows];
  const [row] = next.splice(at, 1);
  if (row) next.splice(to, 0, row);
  return next;
}
