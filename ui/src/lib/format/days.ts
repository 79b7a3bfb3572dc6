// Days are calendar days of the ad account, written `YYYY-MM-DD`. They have no time and no zone: arithmetic happens on
// the calendar, never through the machine's own clock.

import { dateFormat, locale } from './locale';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

const MS = 86_400_000;

const number = (day: Day) => Date.parse(`${day}T00:00:00Z`) / MS;
const ofNumber = (value: number): Day => new Date(value * MS).toISOString().slice(0, 10);

/** The day `by` days later, or earlier when negative. */
export function addDays(day: Day, by: number): Day {
  return ofNumber(number(day) + by);
}

/** Days from `since` to `until`, both counted. */
export function daysBetween(since: Day, until: Day): number {
  return number(until) - number(since) + 1;
}

/** Every day of a range. */
export function eachDay(since: Day, until: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(since, until)) }, (_, index) => addDays(since, index));
}

/** First day of the month that `day` is in, `months` later. */
export function startOfMonth(day: Day, months = 0): Day {
  const date = new Date(`${day}T00:00:00Z`);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}

/** The same day of the month some months earlier, or the last one of a shorter month. */
export function monthsEarlier(day: Day, months: number): Day {
  const first = startOfMonth(day, -months);
  const last = addDays(startOfMonth(first, 1), -1);
  return addDays(first, Math.min(Number(day.slice(8)), Number(last.slice(8))) - 1);
}

/** The Monday on or before `day`. */
export function startOfWeek(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** First day of the quarter that `day` is in. */
export function startOfQuarter(day: Day): Day {
  const month = Number(day.slice(5, 7)) - 1;
  return startOfMonth(day, -(month % 3));
}

/** Whether the text is a real calendar day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(number(text)) && ofNumber(number(text)) === text;
}

/** English days are written day first; the British short form of September has four letters, ours has three. */
function shaped(day: Day, options: Intl.DateTimeFormatOptions): string {
  const tag = locale() === 'en-US' ? 'en-GB' : locale();
  return dateFormat(tag, { ...options, timeZone: 'UTC' })
    .format(new Date(`${day}T00:00:00Z`))
    .replace('Sept ', 'Sep ')
    .replace(/Sept$/, 'Sep');
}

/** `20 Nov`; with the year where it is not `thisYear`'s. */
export function dayShort(day: Day, thisYear?: Day): string {
  const other = thisYear !== undefined && thisYear.slice(0, 4) !== day.slice(0, 4);
  return shaped(day, { day: 'numeric', month: 'short', ...(other ? { year: 'numeric' } : {}) });
}

/** `Fri 20 Nov`. */
export function dayNamed(day: Day): string {
  return shaped(day, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

/** Days in order in words: `9–10 Nov, 19 Nov`. */
export function dayList(days: readonly Day[], thisYear?: Day): string {
  const runs: [Day, Day][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && addDays(run[1], 1) === day) run[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([since, until]) => dayRange(since, until, thisYear)).join(', ');
}

/** `November`. */
export function monthName(day: Day): string {
  return shaped(day, { month: 'long' });
}

/** `14–20 Nov`, `28 Oct–3 Nov`, one day `20 Nov`; years only where they differ from `thisYear`'s. */
export function dayRange(since: Day, until: Day, thisYear?: Day): string {
  if (since === until) return dayShort(since, thisYear);
  const sameMonth = since.slice(0, 7) === until.slice(0, 7);
  const first = sameMonth
    ? String(Number(since.slice(8)))
    : dayShort(since, since.slice(0, 4) === until.slice(0, 4) ? undefined : (thisYear ?? until));
  return `${first}–${dayShort(until, thisYear)}`;
}
