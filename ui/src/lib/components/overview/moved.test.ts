import { expect, test } from 'vitest';
import type { Figures, OverviewPage } from '$lib/ipc/bindings';
import { beforeOf, movedOf } from './moved';

const dollars = (amount: string) => ({ amount, currency: 'USD' });
const figures = (spend: string, results: string, cost: string) =>
  ({ spend: dollars(spend), results, costPerResult: dollars(cost), purchaseRoas: 2 }) as Figures;

const week = figures('11375', '401', '28.37');
const weekBefore = figures('11385', '364', '31.28');

test('with a day without tracking results are compared by the day, and what is made of them without it', () => {
  const tracked: OverviewPage['tracked'] = {
    leftOut: ['2026-11-19'],
    figures: week,
    days: 7,
    previous: figures('9810', '364', '26.95'),
    previousDays: 6
  };
  const page = { figures: week, previous: weekBefore, tracked };
  expect(movedOf(page, 'results')).toBeCloseTo(401 / 7 / (364 / 6) - 1, 9);
  expect(movedOf(page, 'costPerResult')).toBeCloseTo(28.37 / 26.95 - 1, 9);
  expect(movedOf(page, 'spend')).toBeCloseTo(11375 / 11385 - 1, 9);
  expect([beforeOf(page, 'purchaseRoas'), beforeOf(page, 'spend')]).toEqual([tracked.previous, weekBefore]);
});

test('where a side has no tracked day, nothing is said of results', () => {
  const none = { ...figures('0', '0', '0'), results: null, costPerResult: null } as Figures;
  const tracked = { leftOut: ['2026-11-19'], figures: week, days: 7, previous: none, previousDays: 0 };
  const page = { figures: week, previous: weekBefore, tracked };
  expect([movedOf(page, 'results'), movedOf(page, 'costPerResult')]).toEqual([null, null]);
});

test('without such a day the totals are compared', () => {
  const page = { figures: week, previous: weekBefore, tracked: null };
  expect(movedOf(page, 'results')).toBeCloseTo(401 / 364 - 1, 9);
});
