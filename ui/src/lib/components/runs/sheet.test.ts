import { expect, test } from 'vitest';
import { GAP, sheetOf } from './sheet';

const columns = (room: number, column: number) => Math.floor((room + GAP) / (column + GAP));
const all = [1080, 1080, 1080, 1200];

test('two ads in all their sizes stand side by side in a panel, their pictures only as small as that needs', () => {
  const { across, column } = sheetOf(364, [all, all]);
  expect(columns(364, column)).toBe(2);
  expect(across).toBeGreaterThan(36);
  expect(sheetOf(364, [[1080, 1080, 1080]]).across).toBeGreaterThan(across);
});
test('an ad in one size is drawn large, with room for its words', () => {
  const { across, column } = sheetOf(364, [[1080], [1080]]);
  expect([across, column, columns(364, column)]).toEqual([58, 104, 3]);
});
test('what cannot stand twice has the line to itself, at its full size', () => {
  const many = Array<number>(8).fill(1080);
  expect(sheetOf(200, [many]).across).toBe(58);
  expect(sheetOf(200, [many]).column).toBe(200);
  expect(sheetOf(364, []).column).toBe(104);
});
