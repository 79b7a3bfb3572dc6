import type { Figures } from '$lib/ipc/bindings';

/**
 * Cost per result over sliding sums of three days: single days of one ad are mostly noise. A stretch without a known
 * day, or without a result, has none.
 */
export function slidingCost(days: (Figures | null)[], width = 3): (number | null)[] {
  return days.map((_, index) => {
    let spend = 0;
    let results = 0;
    let known = 0;
    for (const day of days.slice(Math.max(0, index - width + 1), index + 1)) {
      if (!day || day.results === null) continue;
      known += 1;
      spend += Number(day.spend.amount);
      results += Number(day.results);
    }
    return known > 0 && results > 0 && days[index] !== null ? spend / results : null;
  });
}
