import { expect, test } from 'vitest';
import { merged, moved, type Row } from './rows';

const row = (key: number, id: string, text: string): Row => ({ key, id, fields: { text } });
const fact = (id: string, text: string) => ({ id, kind: 'benefits', fields: { text } });
const none = { sent: new Set<number>(), edited: new Set<number>() };
let key = 100;
const next = () => key++;

test('rows that were just stored keep their keys and get their ids, however their amounts are written', () => {
  const shown = [row(1, 'a', 'one'), row(2, '', '15,50'), row(3, '', 'three')];
  const stored = [fact('a', 'one'), fact('b', '15.50'), fact('c', 'three')];
  const rows = merged(shown, stored, next, { ...none, sent: new Set([2, 3]) });
  expect(rows).toEqual([row(1, 'a', 'one'), row(2, 'b', '15.50'), row(3, 'c', 'three')]);
});

test('a row that is not whole yet keeps its place', () => {
  const shown = [row(1, 'a', 'one'), row(2, '', ''), row(3, 'c', 'x')];
  const rows = merged(shown, [fact('a', 'one'), fact('c', 'x')], next, none);
  expect(rows.map((one) => one.key)).toEqual([1, 2, 3]);
});

test('what somebody types is newer than what comes back', () => {
  const rows = merged([row(1, 'a', 'one and more')], [fact('a', 'one')], next, { ...none, edited: new Set([1]) });
  expect(rows[0]?.fields).toEqual({ text: 'one and more' });
  expect(merged(rows, [fact('a', 'one')], next, none)[0]?.fields).toEqual({ text: 'one' });
});

test('what was removed elsewhere goes, and what another window added comes', () => {
  const rows = merged([row(1, 'a', 'one'), row(2, 'b', 'two')], [fact('b', 'two'), fact('d', 'new')], next, none);
  expect(rows.map((one) => one.id)).toEqual(['b', 'd']);
});

test('rows move within their list', () => {
  const rows = [row(1, 'a', ''), row(2, 'b', '')];
  expect(moved(rows, 0, 1).map((one) => one.key)).toEqual([2, 1]);
  expect(moved(rows, 1, 1)).toBe(rows);
});
