// How far a figure moved against the days compared with.

import { change } from '$lib/format';
import { valueOf, type MetricId } from '$lib/format/figures';
import type { Figures, OverviewPage } from '$lib/ipc/bindings';

type Compared = Pick<OverviewPage, 'figures' | 'previous' | 'tracked'>;

/** Figures that a day without tracking makes wrong. */
const OF_RESULTS: ReadonlySet<MetricId> = new Set(['results', 'costPerResult', 'purchaseRoas']);

/** The days compared with, without those of broken tracking where the figure is made from results. */
export function beforeOf(page: Compared, metric: MetricId): Figures | null {
  return page.tracked && OF_RESULTS.has(metric) ? page.tracked.previous : page.previous;
}

/**
 * The change of a figure. A day without tracking has money spent and its results missing: what is made from results is
 * compared without it, and results themselves by the day, because the two sides then have different numbers of days.
 */
export function movedOf(page: Compared, metric: MetricId): number | null {
  const { tracked } = page;
  if (!tracked || !OF_RESULTS.has(metric)) return change(valueOf(page.figures, metric), valueOf(page.previous, metric));
  const now = valueOf(tracked.figures, metric);
  const before = valueOf(tracked.previous, metric);
  if (metric !== 'results' || now === null || before === null) return change(now, before);
  return change(now / tracked.days, before / tracked.previousDays);
}
