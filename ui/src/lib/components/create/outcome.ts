// What a run of making ads says it did, out of the facts it leaves.

import type { Fact } from '$lib/ipc/bindings';

export interface Outcome {
  ads: number;
  files: number;
  approved: number;
  flagged: number;
  rejected: number;
  failed: number;
}

/** Nothing yet. */
export const NOTHING: Outcome = { ads: 0, files: 0, approved: 0, flagged: 0, rejected: 0, failed: 0 };

/** What two runs did together. */
export function together(one: Outcome, other: Outcome): Outcome {
  const keys = Object.keys(NOTHING) as (keyof Outcome)[];
  return keys.reduce((sum, key) => ({ ...sum, [key]: one[key] + other[key] }), NOTHING);
}

/** Where the ads of a board are reviewed. */
export function reviewOf(run: { id: string | null; count: number }): string {
  return run.count === 1 && run.id !== null ? `/review?run=${run.id}` : '/review';
}

/** The numbers of a run; what it does not say is nought. */
export function outcomeOf(facts: Fact[]): Outcome {
  const number = (key: string) => Number(facts.find((fact) => fact.key === key)?.value ?? 0);
  return {
    ads: number('attempted') - number('failed'),
    files: number('files'),
    approved: number('approved'),
    flagged: number('flagged'),
    rejected: number('rejected'),
    failed: number('failed')
  };
}
