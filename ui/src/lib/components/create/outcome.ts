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
