/** What a run did, in a line: the figures that its handler left behind, in the order of the table of words. */

import type { Fact } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

/** The known figures in words; one that is 0 says nothing, unless all are. */
export function factWords(facts: Fact[]): string[] {
  const known = Object.entries(m.runs.facts).flatMap(([key, words]) => {
    const value = Number(facts.find((fact) => fact.key === key)?.value);
    return Number.isFinite(value) ? [{ words: words(value), value }] : [];
  });
  const telling = known.filter(({ value }) => value !== 0);
  return (telling.length > 0 ? telling : known.slice(0, 1)).map(({ words }) => words);
}

/** At most `most` of them. */
export function factLine(facts: Fact[], most = 3): string {
  return factWords(facts).slice(0, most).join(', ');
}
