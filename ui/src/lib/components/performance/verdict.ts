// A row's standing in a word and in a sentence.

import { delta, money, percent, ratio } from '$lib/format';
import type { PerformanceRow } from '$lib/ipc/bindings';
import { m } from '$lib/messages';
import { OFTEN } from './columns';

const words = m.performance.panel.verdict;

type Tone = 'good' | 'warn' | 'bad' | 'dim';
const tones: Record<PerformanceRow['verdict'], Tone> = {
  good: 'good',
  over: 'warn',
  far_over: 'bad',
  no_result: 'bad',
  too_little: 'dim',
  other_result: 'dim',
  no_target: 'dim'
};

/** The word and colour of a verdict. */
export function verdictOf(row: PerformanceRow): { word: string; tone: Tone } {
  return { word: m.performance.verdicts[row.verdict], tone: tones[row.verdict] };
}

/** The colour of a row's figure against its target, `null` where there is none to say. */
export function heatOf(row: PerformanceRow): { tone: Exclude<Tone, 'dim'>; strength: number } | null {
  const tone = tones[row.verdict];
  return tone === 'dim' ? null : { tone, strength: strengthOf(row.offTarget) };
}

/** In percent: what is close to its target is hardly tinted. In three steps, which the eye can tell apart. */
function strengthOf(off: number | null): number {
  const far = off === null ? Infinity : Math.abs(off);
  if (far <= 0.05) return 35;
  return far <= 0.15 ? 65 : 100;
}

/** The verdict in a sentence: what stands out first, the target, whether it was seen often. */
export function verdictWords(row: PerformanceRow, level: string, counting: boolean): { first: string; rest: string } {
  const parts: string[] = [];
  if (row.share !== null && row.share >= 0.2)
    parts.push(words.share(m.performance.one[level] ?? level, percent(row.share, 0)));
  parts.push(againstTarget(row));
  if (row.frequency !== null && row.frequency >= OFTEN) parts.push(words.often(ratio(row.frequency)));
  if (counting) parts.push(words.counting);
  const [first = '', ...rest] = parts;
  return { first, rest: rest.join(' ') };
}

function againstTarget(row: PerformanceRow): string {
  const off = row.offTarget === null ? null : delta(Math.abs(row.offTarget), 0).replace(/^\+/, '');
  switch (row.verdict) {
    case 'good':
      return off ? words.good(off) : words.goodRoas;
    case 'over':
      return off ? words.over(off) : words.overRoas;
    case 'far_over':
      return off ? words.far_over(off) : words.farOverRoas;
    case 'no_result':
      return words.no_result(money(row.figures.spend));
    case 'too_little':
      return words.too_little;
    case 'other_result':
      return words.other_result;
    case 'no_target':
      return words.no_target;
  }
}
