import { describe, expect, it } from 'vitest';
import type { JobRow } from '$lib/ipc/bindings';
import { groupJobs } from './groups';
import { counted, dueTime, momentIn, timeHere } from './words';

const LA = 'America/Los_Angeles';
/** Saturday 28 November 2026: 12:49 in Los Angeles, 21:49 in Berlin. */
const NOW = '2026-11-28T20:49:00Z';

describe('a moment in another zone', () => {
  it('names the zone where its clocks differ from those here', () => {
    expect(momentIn(NOW, new Date(NOW), LA, 'Europe/Berlin')).toBe('12:49 Los Angeles');
    expect(momentIn('2026-11-29T08:00:00Z', new Date(NOW), LA, 'UTC')).toBe('tomorrow 00:00 Los Angeles');
  });
  it('needs no name where they agree', () => {
    expect(momentIn(NOW, new Date(NOW), 'Europe/Paris', 'Europe/Berlin')).toBe('21:49');
  });
});

describe('the day of a next run', () => {
  const job = (zone: string, nextRunAt: string) => ({ zone, nextRunAt, state: 'active', live: null }) as JobRow;
  it('is that of the calendar here, so that no date stands under two names', () => {
    // Midnight in Berlin is still today in Los Angeles.
    const jobs = [job('Europe/Berlin', '2026-11-28T23:00:00Z'), job(LA, '2026-11-28T23:00:00Z')];
    expect(groupJobs(jobs, NOW, LA).map((group) => [group.key, group.jobs.length, group.note])).toEqual([
      ['today', 2, 'Saturday 28 Nov']
    ]);
    expect(groupJobs(jobs, NOW, 'Europe/Berlin').map((group) => [group.key, group.jobs.length, group.note])).toEqual([
      ['tomorrow', 2, 'Sunday 29 Nov']
    ]);
  });
  it('is named where it is another one in the zone of the job than the group says', () => {
    // Under today, Saturday, in Los Angeles; in Berlin it is Sunday.
    expect(dueTime('2026-11-28T23:00:00Z', NOW, 'Europe/Berlin', LA)).toBe('Sun 00:00');
    expect(timeHere('2026-11-28T23:00:00Z', 'Europe/Berlin', LA)).toBe('Sat 15:00 here');
    expect(dueTime('2026-11-28T22:00:00Z', NOW, 'Europe/Berlin', LA)).toBe('23:00');
    expect(timeHere('2026-11-28T22:00:00Z', 'Europe/Berlin', LA)).toBe('14:00 here');
    // Within the week here, and tomorrow there.
    expect(dueTime('2026-11-30T07:30:00Z', NOW, LA, 'Europe/Berlin')).toBe('Sun 23:30');
    expect(dueTime('2026-11-29T02:00:00Z', NOW, 'Europe/Berlin', 'Europe/Berlin')).toBe('03:00');
  });
});

describe('what a run will make', () => {
  it('says each name once, and how often it comes', () => {
    expect(counted(['Note', 'Offer', 'Note', 'Note'])).toBe('Note ×3, Offer');
    expect(counted([])).toBe('');
  });
});
