import { expect, test } from 'vitest';
import type { CheckRow, SlotBox } from '$lib/ipc/bindings';
import { markKey, marksOn } from './marks';

const row = (part: Partial<CheckRow>): CheckRow => ({
  code: 'contrast',
  title: 'Contrast',
  size: '4x5',
  measured: '2.1:1',
  limit: '≥ 4.5:1',
  outcome: 'fail',
  weight: 'blocks',
  words: null,
  slot: 'headline',
  ...part
});
const box = (size: SlotBox['size'], slot: string): SlotBox => ({ size, slot, x: 0.1, y: 0.2, width: 0.5, height: 0.1 });

test('a mark stands on its own size only', () => {
  const rows = [row({}), row({ size: '9x16', measured: '3.0:1' })];
  const boxes = [box('4x5', 'headline'), box('9x16', 'headline')];
  expect(marksOn('9x16', rows, boxes).map((mark) => mark.label)).toEqual(['3.0:1']);
  expect(marksOn('1x1', rows, boxes)).toEqual([]);
});

test('what passes, and what has no place, is not marked', () => {
  expect(markKey(row({ outcome: 'pass' }))).toBeNull();
  expect(markKey(row({ weight: 'informs' }))).toBeNull();
  expect(markKey(row({ slot: null }))).toBeNull();
  expect(marksOn('4x5', [row({})], [])).toEqual([]);
});

test('failures come before what asks for a look', () => {
  const rows = [row({ code: 'enlarged', slot: 'product', weight: 'looks' }), row({})];
  const found = marksOn('4x5', rows, [box('4x5', 'product'), box('4x5', 'headline')]);
  expect(found.map((mark) => mark.state)).toEqual(['fail', 'look']);
});
