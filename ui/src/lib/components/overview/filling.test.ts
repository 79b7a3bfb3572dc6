import { expect, test } from 'vitest';
import { m } from '$lib/messages';
import { readingOf } from './filling';

const words = m.overview.first;

test('what is being read is what is said', () => {
  expect(readingOf(null, words)).toBeNull();
  expect(readingOf({ part: 'newest', days: 3 }, words)?.title).toContain('newest seven days');
  expect(readingOf({ part: 'first_days', days: 21 }, words)?.title).toBe(
    'The first 90 days are being read, 21 are stored'
  );
  expect(readingOf({ part: 'history', days: 90 }, words)?.title).toContain('Older days');
});
