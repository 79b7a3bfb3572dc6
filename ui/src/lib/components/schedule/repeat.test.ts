import { describe, expect, it } from 'vitest';
import { changeKind, clockText, fromCron, readClock, toCron, type Repeat } from './repeat';

describe('presets and their cron text', () => {
  const pairs: [string, Repeat][] = [
    ['30 9 * * *', { kind: 'daily', minute: 30, hour: 9 }],
    ['0 * * * *', { kind: 'hours', step: 1, minute: 0 }],
    ['15 */6 * * *', { kind: 'hours', step: 6, minute: 15 }],
    ['0 6,18 * * *', { kind: 'twice', minute: 0, hours: [6, 18] }],
    ['0 9 * * 1-5', { kind: 'weekdays', minute: 0, hour: 9 }],
    ['0 6 * * 1', { kind: 'weekly', minute: 0, hour: 6, days: [1] }],
    ['5 6 * * 0,3,6', { kind: 'weekly', minute: 5, hour: 6, days: [0, 3, 6] }],
    ['0 3 14 * *', { kind: 'monthly', minute: 0, hour: 3, day: 14 }]
  ];
  it.each(pairs)('%s goes there and back', (text, repeat) => {
    expect(fromCron(text)).toEqual(repeat);
    expect(toCron(repeat)).toBe(text);
  });

  it.each([
    '*/30 * * * *',
    '0 9 * 6 *',
    '0 */5 * * *',
    '0 9 1 * 1',
    '0 6,12,18 * * *',
    '0 9 L * *',
    '60 9 * * *',
    '0 9 * *'
  ])('%s is no preset and stays as it is', (text) => {
    expect(fromCron(text)).toEqual({ kind: 'custom', expression: text });
    expect(toCron(fromCron(text))).toBe(text);
  });

  it('reads 7 as Sunday, as 0', () => {
    expect(fromCron('0 9 * * 7')).toEqual({ kind: 'weekly', minute: 0, hour: 9, days: [0] });
  });

  it('sorts what a person ticked in any order', () => {
    expect(toCron({ kind: 'weekly', minute: 0, hour: 9, days: [5, 1, 5] })).toBe('0 9 * * 1,5');
    expect(toCron({ kind: 'twice', minute: 0, hours: [18, 6] })).toBe('0 6,18 * * *');
  });
});

describe('changing the preset', () => {
  it('keeps the time of day', () => {
    expect(changeKind({ kind: 'daily', minute: 30, hour: 9 }, 'monthly')).toEqual({
      kind: 'monthly',
      minute: 30,
      hour: 9,
      day: 1
    });
  });
  it('starts custom text from the rule that was there', () => {
    expect(changeKind({ kind: 'weekdays', minute: 0, hour: 9 }, 'custom')).toEqual({
      kind: 'custom',
      expression: '0 9 * * 1-5'
    });
  });
  it('puts the second run of a day twelve hours away', () => {
    expect(changeKind({ kind: 'daily', minute: 0, hour: 18 }, 'twice')).toMatchObject({ hours: [6, 18] });
  });
});

describe('times of day', () => {
  it('are written with two digits and read back', () => {
    expect(clockText(9, 5)).toBe('09:05');
    expect(readClock('9:05')).toEqual({ hour: 9, minute: 5 });
  });
  it.each(['24:00', '09:60', '9', 'noon', ''])('%s is none', (text) => {
    expect(readClock(text)).toBeUndefined();
  });
});
