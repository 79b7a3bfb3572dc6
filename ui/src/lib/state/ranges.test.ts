import { describe, expect, test } from 'vitest';
import { oldestReadable, resolveRange, type Preset, type RangeChoice } from './ranges';

const last = '2026-11-20';
const today = '2026-11-21';
const days = (choice: RangeChoice) => {
  const range = resolveRange(choice, last, today);
  return range && [range.since, range.until, range.compare?.since ?? null, range.compare?.until ?? null];
};

test('what Meta still tells goes back 37 months, less two days of room', () => {
  expect(oldestReadable('2026-11-22')).toBe('2023-10-24');
  expect(oldestReadable('2026-03-31')).toBe('2023-03-02');
});

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
  test('without a stored day there is no range', () => {
    expect(resolveRange({ preset: 'last7', comparison: 'previous' }, null, today)).toBeNull();
    const custom = { preset: 'custom', since: '2026-11-01', until: '2026-11-05', comparison: 'none' } as const;
    expect(resolveRange(custom, null, today)).toBeNull();
  });
  test('a custom range ends at the last complete day and says so; today is never in it', () => {
    const upTo = (until: string) =>
      resolveRange({ preset: 'custom', since: '2026-11-15', until, comparison: 'previous' }, last, today);
    expect(upTo(today)).toMatchObject({
      since: '2026-11-15',
      until: last,
      cut: true,
      compare: { since: '2026-11-09', until: '2026-11-14' }
    });
    expect(upTo(last)).toMatchObject({ until: last, cut: false });
    const onlyToday = { preset: 'custom', since: today, until: today, comparison: 'previous' } as const;
    expect(resolveRange(onlyToday, last, today)).toBeNull();
  });
});

describe('periods of the calendar are those of today', () => {
  const named = (preset: Preset, day: string, stored: string) => {
    const range = resolveRange({ preset, comparison: 'none' }, stored, day);
    return range && [range.since, range.until, range.instead ? 'instead' : range.cut ? 'cut' : 'whole'];
  };
  test('on a Monday last week is the one that ended yesterday', () => {
    expect(named('lastWeek', '2026-11-23', '2026-11-22')).toEqual(['2026-11-16', '2026-11-22', 'whole']);
    expect(named('thisWeek', '2026-11-23', '2026-11-22')).toEqual(['2026-11-16', '2026-11-22', 'instead']);
    expect(named('lastWeek', '2026-11-23', '2026-11-21')).toEqual(['2026-11-16', '2026-11-21', 'cut']);
  });
  test('on the first last month is the one that ended yesterday', () => {
    expect(named('lastMonth', '2026-12-01', '2026-11-30')).toEqual(['2026-11-01', '2026-11-30', 'whole']);
    expect(named('thisMonth', '2026-12-01', '2026-11-30')).toEqual(['2026-11-01', '2026-11-30', 'instead']);
    expect(named('thisQuarter', '2026-12-01', '2026-11-30')).toEqual(['2026-10-01', '2026-11-30', 'cut']);
  });
  test('in January last month is December and the quarter begins anew', () => {
    expect(named('lastMonth', '2027-01-01', '2026-12-31')).toEqual(['2026-12-01', '2026-12-31', 'whole']);
    expect(named('lastMonth', '2027-01-15', '2027-01-14')).toEqual(['2026-12-01', '2026-12-31', 'whole']);
    expect(named('thisQuarter', '2027-01-01', '2026-12-31')).toEqual(['2026-10-01', '2026-12-31', 'instead']);
    expect(named('thisMonth', '2027-01-02', '2027-01-01')).toEqual(['2027-01-01', '2027-01-01', 'cut']);
  });
  test('where the file is older than the period the newest stored one stands for it', () => {
    expect(named('lastMonth', '2026-11-20', '2026-08-10')).toEqual(['2026-08-01', '2026-08-10', 'instead']);
  });
});
