/** Calendar days of instants in a zone: which group of the schedule a run stands in, and how its day is written. */

import { zoned } from '$lib/format';

const DAY = 86_400_000;

/** The calendar day of an instant in a zone, as a number whose neighbours differ by one. */
export function dayNumber(at: string, zone: string): number {
  const { year, month, day } = parts(at, zone);
  return Math.round(Date.UTC(year, month - 1, day) / DAY);
}

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** The local calendar fields of an instant. */
export function parts(at: string, zone: string): Parts {
  const local = zoned(at, zone);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes()
  };
}

export type DueGroup = 'today' | 'tomorrow' | 'week' | 'later' | 'none';

/**
 * Where a job stands in the list. "This week" is the seven days after today; a run that is overdue counts as today;
 * a job without a next run stands last.
 */
export function dueGroup(next: string | null, now: string, zone: string): DueGroup {
  if (next === null) return 'none';
  const days = dayNumber(next, zone) - dayNumber(now, zone);
  if (days <= 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days <= 7 ? 'week' : 'later';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const WEEKDAYS_LONG = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `14 Dec`, with the year where it is not this one. */
export function dayIn(at: string, zone: string, now?: string): string {
  const { year, month, day } = parts(at, zone);
  const otherYear = now !== undefined && parts(now, zone).year !== year;
  return `${day} ${MONTHS[month - 1]}${otherYear ? ` ${year}` : ''}`;
}

/** `Mon`. */
export function weekdayIn(at: string, zone: string): string {
  return WEEKDAYS[weekday(at, zone)] ?? '';
}

/** `Saturday 21 Nov`. */
export function longDayIn(at: string, zone: string): string {
  return `${WEEKDAYS_LONG[weekday(at, zone)] ?? ''} ${dayIn(at, zone)}`;
}

function weekday(at: string, zone: string): number {
  return (((dayNumber(at, zone) + 4) % 7) + 7) % 7;
}

/** `2026-11-30T09:00` of an instant in a zone, as a field for local date and time takes it. */
export function localField(at: string, zone: string): string {
  const { year, month, day, hour, minute } = parts(at, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
