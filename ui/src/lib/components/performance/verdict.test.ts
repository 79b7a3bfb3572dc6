import { expect, test } from 'vitest';
import type { PerformanceRow } from '$lib/ipc/bindings';
import { heatOf, verdictWords } from './verdict';

const heat = (verdict: PerformanceRow['verdict'], offTarget: number | null) =>
  heatOf({ verdict, offTarget } as PerformanceRow);

test('the verdict gives the colour, the distance from the target its strength', () => {
  const near = [heat('good', -0.024), heat('over', 0.042), heat('over', 0.05)];
  expect(near).toEqual(['good', 'warn', 'warn'].map((tone) => ({ tone, strength: 35 })));
  expect([heat('good', -0.1), heat('over', 0.15)].map((one) => one?.strength)).toEqual([65, 65]);
  expect([heat('good', -0.2), heat('far_over', 0.308)].map((one) => one?.strength)).toEqual([100, 100]);
});

test('where no distance is known the colour is whole', () => {
  expect(heat('good', null)).toEqual({ tone: 'good', strength: 100 });
  expect(heat('no_result', null)).toEqual({ tone: 'bad', strength: 100 });
});

test('what nobody can judge has no colour', () => {
  expect([heat('too_little', 0.4), heat('no_target', null)]).toEqual([null, null]);
});

test('what is after another result is not said to have no target', () => {
  const row = { verdict: 'other_result', offTarget: null, share: null, frequency: null } as PerformanceRow;
  expect(verdictWords(row, 'ad', false).first).toContain('after another result');
  expect(heat('other_result', null)).toBeNull();
});
