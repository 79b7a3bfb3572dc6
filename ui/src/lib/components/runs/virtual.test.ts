import { describe, expect, it } from 'vitest';
import { sliceOf } from './virtual';

describe('rows in view', () => {
  it('draws what is seen and a little more', () => {
    expect(sliceOf(1000, 40, 4000, 400, 5)).toEqual({ first: 95, end: 115, above: 3800, height: 40_000 });
  });
  it('starts at the top and stops at the end', () => {
    expect(sliceOf(1000, 40, 0, 400, 5)).toMatchObject({ first: 0, end: 15, above: 0 });
    expect(sliceOf(12, 40, 100, 400, 5)).toMatchObject({ first: 0, end: 12, height: 480 });
  });
  it('draws nothing of nothing, also when scrolled beyond a list that became shorter', () => {
    expect(sliceOf(0, 40, 500, 400)).toEqual({ first: 0, end: 0, above: 0, height: 0 });
    expect(sliceOf(3, 40, 4000, 400)).toMatchObject({ end: 3 });
  });
});
