// From a choice ("Last 7 days") to days. Pure: the choice, the account's today and the newest complete day that is
// stored go in. Relative ranges end at that newest complete day, never at today: today is still being counted.

import { addDays, daysBetween, isDay, startOfMonth, startOfQuarter, startOfWeek, type Day } from '$lib/format';

export const PRESETS = [
  'yesterday',
  'last7',
  'last14',
  'last28',
  'last30',
  'last90',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'custom'
] as const;
export type Preset = (typeof PRESETS)[number];

export const COMPARISONS = ['previous', 'week', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a person chose. */
export interface RangeChoice {
  preset: Preset;
  comparison: Comparison;
  /** Only for a custom range. */
  since?: Day;
  until?: Day;
}

/** Days, both ends counted. */
export interface Days {
  since: Day;
  until: Day;
}

/** What the choice means now. */
export interface Range extends Days {
  preset: Preset;
  comparison: Comparison;
  compare: Days | null;
}

const LENGTHS: Partial<Record<Preset, number>> = {
  yesterday: 1,
  last7: 7,
  last14: 14,
  last28: 28,
  last30: 30,
  last90: 90
};

/** The default: the last seven complete days against the seven before. */
export const DEFAULT_CHOICE: RangeChoice = { preset: 'last7', comparison: 'previous' };

/**
 * The days of a choice, ending at `last`, the newest complete day that is stored; `null` where there are none
 * (nothing stored, or a custom range that is not one).
 */
export function resolveRange(choice: RangeChoice, last: Day | null): Range | null {
  const days = daysOf(choice, last);
  if (!days || days.since > days.until) return null;
  return { ...days, preset: choice.preset, comparison: choice.comparison, compare: compared(days, choice.comparison) };
}

function daysOf(choice: RangeChoice, last: Day | null): Days | null {
  if (choice.preset === 'custom') {
    const { since, until } = choice;
    return since && until && isDay(since) && isDay(until) ? { since, until } : null;
  }
  if (!last) return null;
  const length = LENGTHS[choice.preset];
  if (length !== undefined) return { since: addDays(last, 1 - length), until: last };
  switch (choice.preset) {
    case 'thisWeek':
      return { since: startOfWeek(last), until: last };
    case 'lastWeek': {
      const monday = addDays(startOfWeek(last), -7);
      return { since: monday, until: addDays(monday, 6) };
    }
    case 'thisMonth':
      return { since: startOfMonth(last), until: last };
    case 'lastMonth':
      return { since: startOfMonth(last, -1), until: addDays(startOfMonth(last), -1) };
    default:
      return { since: startOfQuarter(last), until: last };
  }
}

function compared({ since, until }: Days, comparison: Comparison): Days | null {
  const length = daysBetween(since, until);
  switch (comparison) {
    case 'previous':
      return { since: addDays(since, -length), until: addDays(since, -1) };
    case 'week': {
      // The nearest earlier days that fall on the same weekdays.
      const back = Math.ceil(length / 7) * 7;
      return { since: addDays(since, -back), until: addDays(until, -back) };
    }
    case 'year':
      // 52 weeks, so that weekdays match.
      return { since: addDays(since, -364), until: addDays(until, -364) };
    default:
      return null;
  }
}
