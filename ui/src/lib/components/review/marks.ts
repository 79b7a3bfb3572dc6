// Which boxes of an ad are marked because a check complains about them.

import { stateOf } from '$lib/components/create/checks';
import type { AdSize, CheckRow, SlotBox } from '$lib/ipc/bindings';

export interface Mark {
  key: string;
  /** It must not be, or somebody should look. */
  state: 'fail' | 'look';
  /** The check's name and what it measured, for the label beside the box. */
  label: string;
  /** Shares of the picture's width and height. */
  box: { x: number; y: number; width: number; height: number };
}

/** A failed check's name among marks; nothing for one that has no place on the picture. */
export function markKey(row: CheckRow): string | null {
  const state = stateOf(row);
  if (row.slot === null || row.size === null || (state !== 'fail' && state !== 'look')) return null;
  return `${row.code} ${row.size} ${row.slot}`;
}

/** The marks on one size. What must not be comes first, so that it lies on top of nothing and is read first. */
export function marksOn(size: AdSize, rows: CheckRow[], boxes: SlotBox[]): Mark[] {
  const marks = rows.flatMap((row) => {
    const key = row.size === size ? markKey(row) : null;
    const box = boxes.find((one) => one.size === size && one.slot === row.slot);
    if (key === null || !box) return [];
    const { x, y, width, height } = box;
    const place = { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
    return [{ key, state: stateOf(row) as Mark['state'], label: row.measured ?? row.title, box: place }];
  });
  return marks.sort((a, b) => Number(a.state === 'look') - Number(b.state === 'look'));
}
