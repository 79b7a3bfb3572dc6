// What a run that makes ads is at, and what became of those it made, out of the facts it leaves while it runs.

import type { Fact } from '$lib/ipc/bindings';

export interface Making {
  template: string;
  /** The ratio, `4:5`. */
  size: string;
  colour: string;
  attempted: number;
  approved: number;
  flagged: number;
  rejected: number;
  failed: number;
}

/** Nothing for a run that makes no ads, or has not begun one. */
export function makingOf(facts: Fact[]): Making | null {
  const text = (key: string) => facts.find((fact) => fact.key === key)?.value;
  const number = (key: string) => Number(text(key) ?? 0);
  const template = text('current_template');
  if (template === undefined) return null;
  return {
    template,
    size: text('current_size') ?? '',
    colour: text('current_color') ?? '',
    attempted: number('attempted'),
    approved: number('approved'),
    flagged: number('flagged'),
    rejected: number('rejected'),
    failed: number('failed')
  };
}
