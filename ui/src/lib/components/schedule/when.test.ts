import { describe, expect, it } from 'vitest';
import { dayIn, dueGroup, localField, longDayIn, weekdayIn } from './when';

const LA = 'America/Los_Angeles';
/** Saturday 21 November 2026, 10:42 in Los Angeles. */
const NOW = '2026-11-21T18:42:00Z';

describe('groups of the schedule', () => {
  it.each([
    ['2026-11-21T22:00:00Z', 'today'],
    ['2026-11-20T22:00:00Z', 'today'],
    ['2026-11-22T07:59:00Z', 'today'],
    ['2026-11-22T08:00:00Z', 'tomorrow'],
    ['2026-11-23T07:59:00Z', 'tomorrow'],
    ['2026-11-23T08:00:00Z', 'week'],
    ['2026-11-29T07:59:00Z', 'week'],
    ['2026-11-29T08:00:00Z', 'later']
  ])('%s is %s in Los Angeles', (next, group) => {
    expect(dueGroup(next, NOW, LA)).toBe(group);
  });

  it('puts the same instant on another day in another zone', () => {
    expect(dueGroup('2026-11-22T07:59:00Z', NOW, 'Asia/Tokyo')).toBe('today');
    expect(dueGroup('2026-11-22T15:00:00Z', NOW, 'Asia/Tokyo')).toBe('tomorrow');
  });

  it('counts days, not hours, where the clocks change', () => {
    // Sunday 8 March 2026 has 23 hours in Los Angeles.
    expect(dueGroup('2026-03-09T07:00:00Z', '2026-03-08T07:30:00Z', LA)).toBe('week');
    expect(dueGroup('2026-03-09T06:59:00Z', '2026-03-08T07:30:00Z', LA)).toBe('tomorrow');
  });

  it('puts a job without a next run last', () => {
    expect(dueGroup(null, NOW, LA)).toBe('none');
  });
});

describe('days in a zone', () => {
  it('are written with their weekday', () => {
    expect(longDayIn(NOW, LA)).toBe('Saturday 21 Nov');
    expect(weekdayIn('2026-12-14T11:00:00Z', LA)).toBe('Mon');
    expect(dayIn('2025-11-16T18:00:00Z', LA, NOW)).toBe('16 Nov 2025');
  });
  it('give the local time that a field takes, midnight as 00:00', () => {
    expect(localField('2026-12-14T11:00:00Z', LA)).toBe('2026-12-14T03:00');
    expect(localField('2026-12-14T08:00:00Z', LA)).toBe('2026-12-14T00:00');
  });
});
