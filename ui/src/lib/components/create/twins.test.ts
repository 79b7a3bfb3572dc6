import { describe, expect, test } from 'vitest';
import { distance, ideas, twins } from './twins';

describe('near-twins', () => {
  test('the distance counts differing bits', () => {
    expect(distance('0000000000000000', '0000000000000000')).toBe(0);
    expect(distance('00000000000000ff', '0000000000000000')).toBe(8);
    expect(distance('ffffffffffffffff', '0000000000000000')).toBe(64);
  });
  test('the first of two near-twins is the idea, the second its twin', () => {
    const prints = ['00000000000000ff', 'ffff0000ffff0000', '00000000000000fe'];
    expect(twins(prints)).toEqual([null, null, 0]);
    expect(ideas(prints)).toBe(2);
  });
  test('eight bits apart is an idea of its own, as the check of made ads has it', () => {
    expect(twins(['0000000000000000', '00000000000000ff'])).toEqual([null, null]);
    expect(twins(['0000000000000000', '000000000000007f'])).toEqual([null, 0]);
  });
  test('what is not drawn yet counts as an idea', () => {
    expect(ideas([null, null, '00'])).toBe(3);
  });
  test('counts each hook of an ad as an idea, and those of a near-twin not', () => {
    expect(ideas(['00', '01', 'ffff', null], [3, 3, 1, 2])).toBe(6);
  });
});
