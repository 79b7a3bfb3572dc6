import { describe, expect, test } from 'vitest';
import { extent, line, linear, lonely, ticks } from './scale';

describe('charts', () => {
  test('a missing day breaks the line instead of drawing it through zero', () => {
    expect(
      line([
        { x: 0, y: 1 },
        { x: 1, y: 2 },
        { x: 2, y: null },
        { x: 3, y: 4 }
      ])
    ).toBe('M0.0 1.0L1.0 2.0M3.0 4.0');
  });
  test('a day between two gaps is a dot', () => {
    expect(
      lonely([
        { x: 0, y: null },
        { x: 1, y: 2 },
        { x: 2, y: null }
      ])
    ).toEqual([{ x: 1, y: 2 }]);
  });
  test('extent ignores gaps and says when there is nothing', () => {
    expect(extent([null, 3, 1, null])).toEqual([1, 3]);
    expect(extent([null])).toBeNull();
  });
  test('ticks are round and inside', () => {
    expect(ticks(21, 34)).toEqual([25, 30]);
    expect(ticks(0, 1869)).toEqual([0, 1000]);
    expect(ticks(0.011, 0.019, 4)).toEqual([0.012, 0.014, 0.016, 0.018]);
  });
  test('a scale maps ends to ends, and a flat range to its start', () => {
    const y = linear([0, 10], [100, 0]);
    expect(y(0)).toBe(100);
    expect(y(10)).toBe(0);
    expect(linear([5, 5], [100, 0])(5)).toBe(100);
  });
});
