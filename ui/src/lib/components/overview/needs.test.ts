import { expect, test } from 'vitest';
import type { AccountNote } from '$lib/ipc/bindings';
import { noteText } from './needs';

const note = (part: Partial<AccountNote>): AccountNote => ({
  kind: 'tracking_broke',
  days: { since: '2026-11-09', until: '2026-11-10' },
  spend: { amount: '3120', currency: 'USD' },
  factor: null,
  ...part
});

test('what holds for the whole account is said with its days and its size', () => {
  expect(noteText(note({}), '2026-11-20')).toMatch(/^9–10 Nov: results are missing .* \$3,120 was spent/);
  expect(noteText(note({}), '2026-11-20')).toContain('by these days');
  const oneDay = { since: '2026-11-09', until: '2026-11-09' };
  expect(noteText(note({ days: oneDay }), '2026-11-20')).toContain('by that day');
  expect(noteText(note({ kind: 'dearer', factor: 1.412 }), '2026-11-20')).toContain(
    'is 1.4 × what it was, in the ads with most of the spend'
  );
});
