import { expect, test } from 'vitest';
import type { Figures } from '$lib/ipc/bindings';
import { slidingCost } from './sliding';

const day = (spend: string, results: string | null) =>
  ({ spend: { amount: spend, currency: 'USD' }, results }) as Figures;

test('is a ratio of sums over three days, never a mean of daily ratios', () => {
  expect(slidingCost([day('10', '1'), day('50', '1'), day('30', '2')])).toEqual([10, 30, 22.5]);
});
test('a day that was not read has no value, and results of none have none', () => {
  expect(slidingCost([day('10', '1'), null, day('5', '0')])).toEqual([10, null, 15]);
  expect(slidingCost([day('10', '0'), day('9', null)])).toEqual([null, null]);
});
