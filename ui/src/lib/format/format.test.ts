import { beforeEach, describe, expect, test } from 'vitest';
import {
  addDays,
  bytes,
  change,
  dayList,
  dayNamed,
  dayOfInstant,
  dayRange,
  daysBetween,
  delta,
  duration,
  exactInstant,
  isDay,
  MISSING,
  moment,
  money,
  moneyAxis,
  moneyBrief,
  percent,
  quantity,
  relativeInstant,
  setLocale,
  startOfMonth,
  startOfQuarter,
  startOfWeek,
  toneOf
} from './index';

const usd = (amount: string) => ({ amount, currency: 'USD' });

beforeEach(() => setLocale('en-US'));

test('days in a row are written as a range', () => {
  expect(dayList(['2026-11-09', '2026-11-10', '2026-11-19'], '2026-11-28')).toBe('9–10 Nov, 19 Nov');
});

describe('money', () => {
  test('keeps every cent of an amount that floating point cannot hold', () => {
    expect(money(usd('9007199254740993.01'))).toBe('$9,007,199,254,740,993.01');
  });
  test('writes each currency with its own number of decimals', () => {
    expect(money({ amount: '1200', currency: 'JPY' })).toBe('¥1,200');
    expect(money({ amount: '19.9', currency: 'EUR' })).toBe('€19.90');
  });
  test('is a dash when missing, and zero only when it is zero', () => {
    expect(money(null)).toBe(MISSING);
    expect(money(usd('0'))).toBe('$0.00');
  });
  test('drops cents in sentences from one hundred up', () => {
    expect(moneyBrief(usd('1612.4'))).toBe('$1,612');
    expect(moneyBrief(usd('28.28'))).toBe('$28.28');
    expect(moneyBrief(usd('28'))).toBe('$28');
  });
  test('follows the locale for separators and not the language of the words', () => {
    setLocale('de-DE');
    expect(money({ amount: '1234.5', currency: 'EUR' })).toBe('1.234,50\u00a0€');
  });
  test('is short on an axis', () => {
    expect(moneyAxis(2000, 'USD')).toBe('$2K');
    expect(moneyAxis(24, 'USD')).toBe('$24');
  });
});

describe('numbers', () => {
  test('a fraction becomes a percentage only here', () => expect(percent(0.0137)).toBe('1.37%'));
  test('fractional results keep their fraction, whole ones have none', () => {
    expect(quantity('59.9')).toBe('59.9');
    expect(quantity('57')).toBe('57');
    expect(quantity(null)).toBe(MISSING);
  });
  test('a delta always carries its sign, with a true minus', () => {
    expect(delta(-0.054)).toBe('\u22125.4%');
    expect(delta(0.017)).toBe('+1.7%');
    expect(delta(0)).toBe('0.0%');
  });
  test('a change from nothing is not a change', () => {
    expect(change(5, 0)).toBeNull();
    expect(change(null, 4)).toBeNull();
    expect(change(5, 4)).toBeCloseTo(0.25);
  });
  test('lower cost is good news, higher cost is bad news, and noise is neither', () => {
    expect(toneOf(-0.1, 'lower')).toBe('good');
    expect(toneOf(0.1, 'lower')).toBe('bad');
    expect(toneOf(0.1, 'higher')).toBe('good');
    expect(toneOf(0.001, 'higher')).toBe('neutral');
    expect(toneOf(0.5, 'neither')).toBe('neutral');
  });
  test('sizes grow in thousands', () => {
    expect(bytes(999)).toBe('999 bytes');
    expect(bytes(4_200_000)).toBe('4.2 MB');
  });
});

describe('days', () => {
  test('arithmetic crosses months and leap days on the calendar', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-11-14', '2026-11-20')).toBe(7);
  });
  test('ranges say each month once and years only where they differ', () => {
    expect(dayRange('2026-11-14', '2026-11-20', '2026-11-21')).toBe('14–20 Nov');
    expect(dayRange('2026-10-28', '2026-11-03', '2026-11-21')).toBe('28 Oct–3 Nov');
    expect(dayRange('2025-12-28', '2026-01-03', '2026-11-21')).toBe('28 Dec 2025–3 Jan');
    expect(dayRange('2026-11-20', '2026-11-20', '2026-11-21')).toBe('20 Nov');
  });
  test('weeks start on Monday, quarters on their first month', () => {
    expect(startOfWeek('2026-11-22')).toBe('2026-11-16');
    expect(startOfMonth('2026-11-22', -1)).toBe('2026-10-01');
    expect(startOfQuarter('2026-11-22')).toBe('2026-10-01');
  });
  test('a day that is not on the calendar is refused', () => {
    expect(isDay('2026-02-30')).toBe(false);
    expect(isDay('2026-02-28')).toBe(true);
  });
  test('names the weekday', () => expect(dayNamed('2026-11-20')).toBe('Fri 20 Nov'));
});

describe('instants', () => {
  const now = new Date('2026-11-21T16:12:00Z');
  test('the same instant is another day in another zone', () => {
    expect(dayOfInstant('2026-11-21T06:30:00Z', 'America/Los_Angeles')).toBe('2026-11-20');
    expect(dayOfInstant('2026-11-21T06:30:00Z', 'Europe/Berlin')).toBe('2026-11-21');
  });
  test('near times are relative', () => {
    expect(relativeInstant('2026-11-21T19:30:00Z', now)).toBe('in 3 h 18 min');
    expect(relativeInstant('2026-11-21T16:00:00Z', now)).toBe('12 min ago');
    expect(relativeInstant('2026-11-21T16:11:50Z', now)).toBe('just now');
    expect(relativeInstant('2026-12-13T16:12:00Z', now)).toBe('in 22 days');
  });
  test('the exact instant names its zone', () => {
    expect(exactInstant('2026-11-21T16:12:30Z', 'America/Los_Angeles')).toBe('Sat, 21 Nov 2026, 08:12:30 Los Angeles');
  });
  test('a moment says the day only when it is not today', () => {
    expect(moment('2026-11-21T22:00:00Z', now, 'America/Los_Angeles')).toBe('14:00');
    expect(moment('2026-11-22T11:30:00Z', now, 'America/Los_Angeles')).toBe('tomorrow 03:30');
    expect(moment('2026-11-28T02:00:00Z', now, 'America/Los_Angeles')).toBe('Fri 27 Nov 18:00');
  });
  test('durations use the two largest units', () => {
    expect(duration(800)).toBe('800 ms');
    expect(duration(2100)).toBe('2.1 s');
    expect(duration(730_000)).toBe('12 min 10 s');
  });
});
