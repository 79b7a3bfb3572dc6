import { expect, test } from 'vitest';
import { sideFor } from './beside';

test('the field stands below its text where there is room, else above', () => {
  expect(sideFor({ y: 0.1, height: 0.2 }, 230, 72)).toBe('below');
  expect(sideFor({ y: 0.8, height: 0.15 }, 230, 72)).toBe('above');
  // The caption may be covered, what comes after it may not.
  expect(sideFor({ y: 0.4, height: 0.4 }, 230, 72)).toBe('below');
  expect(sideFor({ y: 0.5, height: 0.45 }, 230, 72)).toBe('above');
});
test('a text from the top to the bottom has it on the picture', () => {
  expect(sideFor({ y: 0.05, height: 0.88 }, 230, 72)).toBe('inside');
  expect(sideFor({ y: 0.3, height: 0.65 }, 125, 72)).toBe('inside');
});
