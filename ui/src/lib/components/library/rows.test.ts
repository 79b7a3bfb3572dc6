import { expect, test } from 'vitest';
import { merged, moved, type Row } from './rows';

const row = (key: number, id: string, text: string): Row => ({ key, id, fields: { text } });
const fact = (id: string, text: string) => ({ id, kind: 'benefits', fields: { text } });
let key = 100;
const next = () => key++;

test('a row that was just stored keeps its key and gets its id', () => {
  const rows = merged([row(1, 'a', 'one'), row(2, '', 'two')], [fact('a', 'one'), fact('b', 'two')], next, new Set());
  expect(rows.map(({ key, id }) => [key, id])).toEqual([
    [1, 'a'],
    [2, 'b']
  ]);
});

test('a row that is not whole yet keeps its place', () => {
  const rows = merged(
    [row(1, 'a', 'one'), row(2, '', ''), row(3, 'c', 'x')],
    [fact('a', 'one'), fact('c', 'x')],
    next,
    new Set()
  );
  expect(rows.map((one) => one.key)).toEqual([1, 2, 3]);
});

test('what somebody types is newer than what comes back', () => {
  const rows = merged([row(1, 'a', 'one and more')], [fact('a', 'one')], next, new Set([1]));
  expect(rows[0]?.fields).toEqual({ text: 'one and more' });
  expect(merged(rows, [fact('a', 'one')], next, new Set())[0]?.fields).toEqual({ text: 'one' });
});

test('what was removed elsewhere goes', () => {
  expect(merged([row(1, 'a', 'one'), row(2, 'b', 'two')], [fact('b', 'two')], next, new Set())).toHaveLength(1);
});

test('rows move within their list', () => {
  const rows = [row(1, 'a', ''), row(2, 'b', '')];
  expect(moved(rows, 0, 1).map((one) => one.key)).toEqual([2, 1]);
  expect(moved(rows, 1, 1)).toBe(rows);
});
