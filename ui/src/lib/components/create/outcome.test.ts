import { expect, it } from 'vitest';
import { NOTHING, outcomeOf, reviewOf, together } from './outcome';

it('adds up what the runs of one board did', () => {
  const facts = (attempted: number, failed: number) => [
    { key: 'attempted', value: String(attempted) },
    { key: 'failed', value: String(failed) },
    { key: 'flagged', value: '2' }
  ];
  const both = together(together(NOTHING, outcomeOf(facts(50, 1))), outcomeOf(facts(24, 0)));
  expect(both).toEqual({ ads: 73, files: 0, approved: 0, flagged: 4, rejected: 0, failed: 1 });
});

it('reviews one run by itself, and several among all', () => {
  expect(reviewOf({ id: 'a', count: 1 })).toBe('/review?run=a');
  expect(reviewOf({ id: 'b', count: 4 })).toBe('/review');
});
