import { expect, test } from 'vitest';
import { rank } from './rank';

const items = ['Go to Performance', 'Go to Schedule', 'Performance: export', 'Privacy mode'];
const find = (typed: string) => rank(typed, items, (item) => item);

test('the start of the text comes before the start of a word, before letters in order', () => {
  expect(find('perf')).toEqual(['Performance: export', 'Go to Performance']);
  expect(find('gts')).toEqual(['Go to Schedule']);
});
test('every word typed must be found', () => {
  expect(find('go sched')).toEqual(['Go to Schedule']);
  expect(find('go nothing')).toEqual([]);
});
