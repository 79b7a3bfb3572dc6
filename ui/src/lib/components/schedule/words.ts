/** Rules and due times in words. */

import type { JobRow, Rule } from '$lib/ipc/bindings';
import { moment, timeOfDay, zoneHere, zoneName } from '$lib/format';
import { m } from '$lib/messages';
import { clockText, fromCron } from './repeat';
import { dayIn, dayNumber, dueGroup, weekdayIn } from './when';

/** How often a job runs, in a line: `daily, 06:00`. */
export function ruleWords(rule: Rule): string {
  const words = m.schedule.rule;
  if (rule.kind === 'once') {
    const [day = '', time = ''] = rule.local.split('T');
    return words.once(dayIn(`${day}T00:00:00Z`, 'UTC'), time.slice(0, 5));
  }
  const repeat = fromCron(rule.expression);
  switch (repeat.kind) {
    case 'hours':
      return words.hours(repeat.step);
    case 'daily':
      return words.daily(clockText(repeat.hour, repeat.minute));
    case 'twice':
      return words.twice(clockText(repeat.hours[0], repeat.minute), clockText(repeat.hours[1], repeat.minute));
    case 'weekdays':
      return words.weekdays(clockText(repeat.hour, repeat.minute));
    case 'weekly':
      return words.weekly(weekdays(repeat.days), clockText(repeat.hour, repeat.minute));
    case 'monthly':
      return words.monthly(repeat.day, clockText(repeat.hour, repeat.minute));
    case 'custom':
      return words.custom(repeat.expression);
  }
}

function weekdays(days: number[]): string {
  if (days.length === 1) return m.schedule.dayPlural[days[0] ?? 0] ?? '';
  return days.map((day) => m.schedule.dayShort[day]).join(', ');
}

/**
 * When a job is due, in its own zone: `14:00`, `Mon 03:00`, `14 Dec 03:00`. The day stands there where the group, which goes
 * by the calendar here, leaves it open or means another one than the zone's.
 */
export function dueTime(at: string, now: string, zone: string, here: string): string {
  const group = dueGroup(at, now, here);
  const time = timeOfDay(at, zone);
  if (group === 'later') return `${dayIn(at, zone, now)} ${time}`;
  return group === 'week' || otherDay(at, zone, here) ? `${weekdayIn(at, zone)} ${time}` : time;
}

/** Whether an instant is on one day in the zone and on another here. */
const otherDay = (at: string, zone: string, here: string) => dayNumber(at, zone) !== dayNumber(at, here);

/** A moment in a zone, which is named where its clocks or calendar differ from those here: `12:49 Los Angeles`. */
export function momentIn(at: string, now: Date, zone: string, here = zoneHere()): string {
  const there = moment(at, now, zone);
  return there === moment(at, now, here) ? there : `${there} ${zoneName(zone)}`;
}

/** The time of an instant here, where the clocks here show another time than those of the job's zone; its day where that differs. */
export function timeHere(at: string, zone: string, here: string): string | null {
  const local = timeOfDay(at, here);
  if (otherDay(at, zone, here)) return m.schedule.timeHere(`${weekdayIn(at, here)} ${local}`);
  return local === timeOfDay(at, zone) ? null : m.schedule.timeHere(local);
}

/** Jobs that match what was typed into the search. */
export function matches(job: JobRow, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase();
  if (wanted === '') return true;
  return [job.name, job.accountId ?? '', ruleWords(job.rule)].some((text) => text.toLocaleLowerCase().includes(wanted));
}

/** Whether a kind of work makes ads. */
export const makesAds = (jobType: string): jobType is 'ad_creation' | 'ad_creation_v2' =>
  jobType === 'ad_creation' || jobType === 'ad_creation_v2';

/** Names with how often each comes, in the order in which they come first: `Note ×4, Offer`. */
export function counted(names: string[]): string {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(', ');
}
