// How a figure was made: what was divided by what, over which days, counted how, and how fresh it is.

import { count, dayList, dayRange, exactInstant, money, percent, quantity, zoneName } from '$lib/format';
import { METRICS, resultsInWords, written, type MetricId } from '$lib/format/figures';
import type { Days, Figures } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

export interface Context {
  /** `null` if no day of the range was ever read. */
  figures: Figures | null;
  previous?: Figures | null;
  result: string;
  days: Days;
  compare?: Days | null;
  countingSince: string;
  attribution: string | null;
  dataAsOf: string | null;
  /** Days on which tracking was broken. */
  untracked?: string[];
  zone: string;
}

export interface Made {
  title: string;
  value: string;
  formula: string;
  notes: string[];
}

const words = m.performance.made;

/** The explanation of one figure. */
export function made(metric: MetricId, about: Context): Made {
  const notes = [context(metric, about)];
  const counting = about.countingSince <= about.days.until;
  const fresh = [
    counting && grows(metric)
      ? words.counting(dayRange(later(about.countingSince, about.days.since), about.days.until))
      : '',
    about.dataAsOf ? words.fetched(exactInstant(about.dataAsOf, about.zone)) : ''
  ].filter(Boolean);
  if (fresh.length > 0) notes.push(fresh.join(', '));
  const untracked = about.untracked ?? [];
  if (grows(metric) && untracked.length > 0) notes.push(words.untracked(dayList(untracked, about.days.until)));
  if (about.previous && about.compare)
    notes.push(
      words.before(
        written(about.previous, metric),
        dayRange(about.compare.since, about.compare.until, about.days.until)
      )
    );
  return { title: METRICS[metric].name, value: written(about.figures, metric), formula: formula(metric, about), notes };
}

const later = (a: string, b: string) => (a > b ? a : b);
const grows = (metric: MetricId) =>
  ['results', 'costPerResult', 'purchaseRoas', 'purchaseValue', 'conversionRate'].includes(metric);

function context(metric: MetricId, { result, attribution, days, zone }: Context): string {
  const range = dayRange(days.since, days.until);
  if (!grows(metric)) return `${range}, ${zoneName(zone)}`;
  const setting = attribution ? (m.performance.attribution[attribution] ?? attribution) : null;
  return words.results(m.metrics.result[result as keyof typeof m.metrics.result] ?? result, setting, range);
}

function formula(metric: MetricId, { figures, result }: Context): string {
  if (!figures) return words.neverRead;
  const spent = words.spent(money(figures.spend));
  switch (metric) {
    case 'costPerResult':
      return words.divided(spent, resultsInWords(figures.results, result));
    case 'purchaseRoas':
      return words.divided(words.purchaseValue(money(figures.purchaseValue)), spent);
    case 'ctrLink':
      return words.divided(words.linkClicks(count(figures.linkClicks)), words.impressions(count(figures.impressions)));
    case 'ctrAll':
      return words.divided(words.clicks(count(figures.clicks)), words.impressions(count(figures.impressions)));
    case 'cpcLink':
      return words.divided(spent, words.linkClicks(count(figures.linkClicks)));
    case 'cpm':
      return words.perThousand(spent, count(figures.impressions));
    case 'conversionRate':
      return words.divided(`${quantity(figures.results)}`, words.linkClicks(count(figures.linkClicks)));
    case 'hookRate':
      return words.videoImpressions;
    case 'holdRate':
      return words.hold;
    default:
      return words.sum;
  }
}

/** `28%`, or less than one percent as it is. */
export function shareWords(share: number | null): string {
  return share === null ? '–' : percent(share, share < 0.01 ? 1 : 0);
}
