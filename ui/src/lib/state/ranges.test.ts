import { describe, expect, test } from 'vitest';
import { resolveRange, type RangeChoice } from './ranges';

const last = '2026-11-20';
const days = (choice: RangeChoice) => {
  const range = resolveRange(choice, last);
  return range && [range.since, range.until, range.compare?.since ?? null, range.compare?.until ?? null];
};

describe('a date range', () => {
  test('last 7 days ends at the last complete stored day and compares with the 7 before', () => {
    expect(days({ preset: 'last7', comparison: 'previous' })).toEqual([
      '2026-11-14',
      '2026-11-20',
      '2026-11-07',
      '2026-11-13'
    ]);
  });
  test('yesterday is one day', () => {
    expect(days({ preset: 'yesterday', comparison: 'previous' })).toEqual([
      '2026-11-20',
      '2026-11-20',
      '2026-11-19',
      '2026-11-19'
    ]);
  });
  test('same weekdays before keeps the weekdays for ranges that are no whole weeks', () => {
    expect(days({ preset: 'yesterday', comparison: 'week' })).toEqual([
      '2026-11-20',
      '2026-11-20',
      '2026-11-13',
      '2026-11-13'
    ]);
    expect(days({ preset: 'last30', comparison: 'week' })).toEqual([
      '2026-10-22',
      '2026-11-20',
      '2026-09-17',
      '2026-10-16'
    ]);
  });
  test('weeks and months are those of the calendar', () => {
    expect(days({ preset: 'thisWeek', comparison: 'none' })).toEqual(['2026-11-16', '2026-11-20', null, null]);
    expect(days({ preset: 'lastWeek', comparison: 'none' })).toEqual(['2026-11-09', '2026-11-15', null, null]);
    expect(days({ preset: 'lastMonth', comparison: 'none' })).toEqual(['2026-10-01', '2026-10-31', null, null]);
    expect(days({ preset: 'thisQuarter', comparison: 'none' })).toEqual(['2026-10-01', '2026-11-20', null, null]);
  });
  test('a custom range is taken as it is, the wrong way round it is none', () => {
    expect(days({ preset: 'custom', since: '2026-11-01', until: '2026-11-05', comparison: 'previous' })).toEqual([
      '2026-11-01',
      '2026-11-05',
      '2026-10-27',
      '2026-10-31'
    ]);
    expect(days({ preset: 'custom', since: '2026-11-05', until: '2026-11-01', comparison: 'none' })).toBeNull();
    expect(days({ preset: 'custom', since: '2026-02-30', until: '2026-03-01', comparison: 'none' })).toBeNull();
  });
  test('without a stored day there is no relative range', () => {
    expect(resolveRange({ preset: 'last7', comparison: 'previous' }, null)).toBeNull();
  });
});
