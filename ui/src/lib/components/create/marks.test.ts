import { expect, test } from 'vitest';
import { isMarked, plain } from './marks';

test('marks are no letters, and a lone one is', () => {
  expect(plain('~glass cleaner~\none *good* bottle')).toBe('glass cleaner\none good bottle');
  expect(plain('4 * 5, ~10 cups')).toBe('4 * 5, ~10 cups');
  expect([isMarked('Was ~$31~'), isMarked('Was $31')]).toEqual([true, false]);
});
