import { expect, test } from 'vitest';
import { create, review, runs } from './en';

test('what the checks say is not told as what a person decided', () => {
  const { making, facts } = runs;
  const said = [
    ...Object.values(making).filter((words) => typeof words === 'string'),
    making.sofar(1, 2, 3, 4),
    ...Object.values(facts).map((words) => words(2)),
    create.bar.outcome(1, 2, 3),
    ...Object.values(review.panel.verdicts)
  ];
  expect(said.filter((words) => /approv|reject/i.test(words))).toEqual([]);
});

test('of one ad it is said in the singular', () => {
  expect(runs.making.sofar(1, 1, 1, 1)).toBe('1 passes, 1 to look at, 1 fails a check, 1 failed');
  expect(runs.making.sofar(3, 1, 2, 0)).toBe('3 pass, 1 to look at, 2 fail a check');
  expect([runs.facts.approved?.(1), runs.facts.rejected?.(1)]).toEqual(['1 passes', '1 fails a check']);
});
