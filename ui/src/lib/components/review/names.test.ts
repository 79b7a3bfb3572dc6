import { describe, expect, test } from 'vitest';
import { insertPart } from './names';

describe('putting a part into a pattern', () => {
  test('it is set apart from what stands beside it', () => {
    expect(insertPart('{id}_{size}', 11, '{hook}')).toEqual({ pattern: '{id}_{size}_{hook}', caret: 18 });
    expect(insertPart('{id}_{size}', 0, '{brand}')).toEqual({ pattern: '{brand}_{id}_{size}', caret: 7 });
    expect(insertPart('{id}_{size}', 5, '{hook}')).toEqual({ pattern: '{id}_{hook}_{size}', caret: 11 });
  });
  test('no underscore is doubled', () => {
    expect(insertPart('{id}-', 5, '{size}').pattern).toBe('{id}-{size}');
    expect(insertPart('', 0, '{id}').pattern).toBe('{id}');
  });
});
