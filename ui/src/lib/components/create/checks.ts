// The order and the names of checks on screen.

import type { AdSize, CheckRow } from '$lib/ipc/bindings';
import { sizeLook } from './sizes';

export type CheckState = 'fail' | 'look' | 'note' | 'pass' | 'notChecked';
const order: Record<CheckState, number> = { fail: 0, look: 1, note: 2, pass: 3, notChecked: 4 };

/** How a check stands: one that asks for a look is not a failure, one that only informs is a note. */
export function stateOf(row: Pick<CheckRow, 'outcome' | 'weight'>): CheckState {
  if (row.outcome !== 'fail') return row.outcome;
  return row.weight === 'blocks' ? 'fail' : row.weight === 'looks' ? 'look' : 'note';
}

/** A check of one size, or the same result of several sizes taken together. */
export interface CheckLine {
  key: string;
  name: string;
  state: CheckState;
  row: CheckRow;
}

/**
 * Failed first, then those that ask for a look, notes, what passes, and last those that had nothing to look at; within
 * these as the core gave them. What passes alike in several sizes is one line: nobody reads it four times.
 */
export function inOrder(rows: CheckRow[]): CheckLine[] {
  const lines = new Map<string, { row: CheckRow; state: CheckState; sizes: AdSize[] }>();
  for (const row of rows) {
    const state = stateOf(row);
    const alike = state === 'pass' || state === 'notChecked';
    const key = alike
      ? `${row.code} ${state} ${state === 'notChecked' ? row.words : ''}`
      : `${row.code} ${row.size} ${row.words}`;
    const line = lines.get(key);
    if (!line) lines.set(key, { row, state, sizes: row.size ? [row.size] : [] });
    else if (row.size && !line.sizes.includes(row.size)) line.sizes.push(row.size);
  }
  const all = new Set(rows.flatMap((row) => (row.size ? [row.size] : [])));
  return [...lines]
    .map(([key, { row, state, sizes }]) => ({ key, state, row, name: checkName(row.title, sizes, all.size) }))
    .sort((a, b) => order[a.state] - order[b.state]);
}

/**
 * Whether a line may be folded away. One that could not run although it counts may not: its ad waits for somebody to
 * look.
 */
export const isQuiet = ({ state, row }: CheckLine): boolean =>
  state === 'pass' || (state === 'notChecked' && row.weight === 'informs');

/** `Contrast, 9:16`; without a size where it is about all of them. */
function checkName(title: string, sizes: AdSize[], of: number): string {
  const ratios = sizes.map((size) => sizeLook(size).ratio);
  // Some checks name their size themselves.
  if (sizes.length === 0 || (sizes.length === of && of > 1) || title.endsWith(ratios[0]!)) return title;
  return `${title}, ${ratios.join(', ')}`;
}

/** How many kinds of checks stand how; a check counts once, by its worst size. */
export function tally(rows: CheckRow[]): Record<CheckState, number> {
  const worst = new Map<string, CheckState>();
  for (const row of rows) {
    const state = stateOf(row);
    const before = worst.get(row.code);
    if (before === undefined || order[state] < order[before]) worst.set(row.code, state);
  }
  const found = { fail: 0, look: 0, note: 0, pass: 0, notChecked: 0 };
  for (const state of worst.values()) found[state] += 1;
  return found;
}
