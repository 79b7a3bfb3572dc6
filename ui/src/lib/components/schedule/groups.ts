/** The groups of the list: which job stands where, and what a group says beside its name. */

import type { JobRow } from '$lib/ipc/bindings';
import { m } from '$lib/messages';
import { dueGroup, longDayIn, type DueGroup } from './when';

export interface JobGroup {
  key: DueGroup;
  note: string;
  jobs: JobRow[];
}

const ORDER: DueGroup[] = ['today', 'tomorrow', 'week', 'later', 'none'];
const DAY = 86_400_000;

/**
 * Jobs by the day of their next run, the order within a group kept. Days are those of the calendar here: jobs of several
 * zones would put one date under today and under tomorrow. What runs now stands under today; what is paused stands last,
 * whenever it would have run.
 */
export function groupJobs(jobs: JobRow[], now: string, here: string): JobGroup[] {
  const groups = new Map<DueGroup, JobRow[]>();
  for (const job of jobs) {
    const key = job.live ? 'today' : job.state === 'active' ? dueGroup(job.nextRunAt, now, here) : 'none';
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  const live = groups.get('today');
  if (live) groups.set('today', [...live.filter((job) => job.live), ...live.filter((job) => !job.live)]);
  return ORDER.flatMap((key) => {
    const found = groups.get(key);
    return found ? [{ key, note: note(key, now, here), jobs: found }] : [];
  });
}

/** The days of a group. */
function note(key: DueGroup, now: string, zone: string): string {
  const day = (later: number) => longDayIn(new Date(Date.parse(now) + later * DAY).toISOString(), zone);
  const words = m.schedule.groupNote;
  switch (key) {
    case 'today':
      return day(0);
    case 'tomorrow':
      return day(1);
    case 'week':
      return words.week(day(7));
    case 'later':
      return words.later(day(8));
    case 'none':
      return words.none;
  }
}
