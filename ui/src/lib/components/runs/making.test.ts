import { expect, it } from 'vitest';
import { makingOf } from './making';

const facts = (all: Record<string, string>) => Object.entries(all).map(([key, value]) => ({ key, value }));

it('says what is being made and what became of the ads so far', () => {
  const live = facts({
    current_template: 'Statement',
    current_size: '4:5',
    current_color: 'brand',
    attempted: '4',
    approved: '2',
    flagged: '1',
    rejected: '1',
    failed: '0'
  });
  expect(makingOf(live)).toEqual({
    template: 'Statement',
    size: '4:5',
    colour: 'brand',
    attempted: 4,
    approved: 2,
    flagged: 1,
    rejected: 1,
    failed: 0
  });
});

it('says nothing of a run that has begun no ad, or is over', () => {
  expect(makingOf([])).toBeNull();
  expect(makingOf(facts({ attempted: '3' }))).toBeNull();
});
