// From a choice ("Last 7 days") to days. Pure: the choice, the account's today and the newest complete day that is
// stored go in. Weeks, months and quarters are those of today's calendar in the account's zone. No range goes beyond the
// newest complete day that is stored: today is still being counted, and what was not read cannot be compared.

import {
  addDays,
  daysBetween,
  isDay,
  monthsEarlier,
  startOfMonth,
  startOfQuarter,
  startOfWeek,
  type Day
} from '$lib/format';

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

/** How far back Meta answers; two days inside its bound, because it counts months its own way. */
const KEPT_MONTHS = 37;
export const oldestReadable = (today: Day): Day => addDays(monthsEarlier(today, KEPT_MONTHS), 2);

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
  /** The days that were chosen end later; these end at the last complete stored day. */
  cut: boolean;
  /** Nothing of the named period is complete and stored yet: this is the one that holds the last such day. */
  instead: boolean;
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
 * The days of a choice on `today`, where `last` is the newest complete day that is stored; `null` where there are none:
 * nothing stored, or a custom range that is not one or lies after it.
 */
export function resolveRange(choice: RangeChoice, last: Day | null, today: Day | null): Range | null {
  if (!last) return null;
  const named = namedDays(choice, last, today ?? last);
  if (!named || named.since > named.until) return null;
  const instead = named.since > last;
  if (instead && choice.preset === 'custom') return null;
  const whole = instead ? periodWith(choice.preset, last) : named;
  const days = { since: whole.since, until: whole.until < last ? whole.until : last };
  return {
    ...days,
    preset: choice.preset,
    comparison: choice.comparison,
    compare: compared(days, choice.comparison),
    cut: !instead && named.until > last,
    instead
  };
}

/** The days that a choice names, whatever is stored of them. */
function namedDays(choice: RangeChoice, last: Day, today: Day): Days | null {
  if (choice.preset === 'custom') {
    const { since, until } = choice;
    return since && until && isDay(since) && isDay(until) ? { since, until } : null;
  }
  const length = LENGTHS[choice.preset];
  if (length !== undefined) return { since: addDays(last, 1 - length), until: last };
  switch (choice.preset) {
    case 'lastWeek':
      return periodWith('lastWeek', addDays(startOfWeek(today), -1));
    case 'lastMonth':
      return periodWith('lastMonth', addDays(startOfMonth(today), -1));
    default:
      return periodWith(choice.preset, today);
  }
}

/** The whole week, month or quarter that a day is in. */
function periodWith(preset: Preset, day: Day): Days {
  switch (preset) {
    case 'thisWeek':
    case 'lastWeek':
      return { since: startOfWeek(day), until: addDays(startOfWeek(day), 6) };
    case 'thisMonth':
    case 'lastMonth':
      return { since: startOfMonth(day), until: addDays(startOfMonth(day, 1), -1) };
    default:
      return { since: startOfQuarter(day), until: addDays(startOfMonth(startOfQuarter(day), 3), -1) };
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
