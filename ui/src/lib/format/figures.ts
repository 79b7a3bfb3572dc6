// One figure of a row or total, by its name: its value, how it is written, and which direction is better.

import type { Figures, Money as CoreMoney } from '$lib/ipc/bindings';
import { m } from '$lib/messages';
import { count, money, MISSING, percent, quantity, ratio } from './numbers';

export type MetricId =
  | 'spend'
  | 'results'
  | 'costPerResult'
  | 'purchaseRoas'
  | 'purchaseValue'
  | 'ctrLink'
  | 'ctrAll'
  | 'cpcLink'
  | 'cpm'
  | 'impressions'
  | 'linkClicks'
  | 'conversionRate'
  | 'hookRate'
  | 'holdRate';

type Shape = 'money' | 'quantity' | 'count' | 'percent' | 'ratio';

interface Metric {
  shape: Shape;
  better: 'higher' | 'lower' | 'neither';
  name: string;
}

const names = m.metrics;

export const METRICS: Record<MetricId, Metric> = {
  spend: { shape: 'money', better: 'neither', name: names.spend },
  results: { shape: 'quantity', better: 'higher', name: names.results },
  costPerResult: { shape: 'money', better: 'lower', name: names.costPerResult },
  purchaseRoas: { shape: 'ratio', better: 'higher', name: names.purchaseRoas },
  purchaseValue: { shape: 'money', better: 'higher', name: names.purchaseValue },
  ctrLink: { shape: 'percent', better: 'higher', name: names.ctrLink },
  ctrAll: { shape: 'percent', better: 'higher', name: names.ctrAll },
  cpcLink: { shape: 'money', better: 'lower', name: names.cpcLink },
  cpm: { shape: 'money', better: 'lower', name: names.cpm },
  impressions: { shape: 'count', better: 'neither', name: names.impressions },
  linkClicks: { shape: 'count', better: 'higher', name: names.linkClicks },
  conversionRate: { shape: 'percent', better: 'higher', name: names.conversionRate },
  hookRate: { shape: 'percent', better: 'higher', name: names.hookRate },
  holdRate: { shape: 'percent', better: 'higher', name: names.holdRate }
};

/** The figure as a number, for lines and comparisons only; `null` where there is none. */
export function valueOf(figures: Figures | null | undefined, metric: MetricId): number | null {
  const value = figures?.[metric];
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') return Number(value.amount);
  return typeof value === 'string' ? Number(value) : value;
}

/** The figure as it is read. */
export function written(figures: Figures | null | undefined, metric: MetricId): string {
  const value = figures?.[metric];
  if (value === null || value === undefined) return MISSING;
  if (typeof value === 'object') return money(value as CoreMoney);
  if (typeof value === 'string') return quantity(value);
  return writtenNumber(value, METRICS[metric].shape);
}

function writtenNumber(value: number, shape: Shape): string {
  if (shape === 'percent') return percent(value);
  return shape === 'count' ? count(value) : ratio(value);
}

/** `57 purchases`: results with the word of what counts. */
export function resultsInWords(results: string | null, kind: string): string {
  const [one, many] = names.resultWord[kind] ?? names.resultWord.purchases!;
  return `${quantity(results)} ${results !== null && Number(results) === 1 ? one : many}`;
}

/** The word for one result: `purchase`. */
export function resultWord(kind: string): string {
  return names.resultWord[kind]?.[0] ?? 'result';
}
