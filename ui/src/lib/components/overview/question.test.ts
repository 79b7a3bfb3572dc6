import { expect, test } from 'vitest';
import type { Scope } from '$lib/ipc/bindings';
import { overviewKey } from './question';

const days = { since: '2026-11-21', until: '2026-11-27' };
const compare = { since: '2026-11-14', until: '2026-11-20' };
const scope: Scope = { account: 'act_1', days, compare };

test('the answer that came with the page is found, whoever wrote the question down in whatever order', () => {
  const told = JSON.parse(
    '{"compare":{"until":"2026-11-20","since":"2026-11-14"},"days":{"until":"2026-11-27","since":"2026-11-21"},"account":"act_1"}'
  ) as Scope;
  expect(overviewKey(told)).toBe(overviewKey(scope));
});

test('other days, another comparison and another account are other questions', () => {
  const others: Scope[] = [
    { ...scope, account: 'act_2' },
    { ...scope, days: compare },
    { ...scope, compare: days },
    { ...scope, compare: null }
  ];
  expect(new Set([scope, ...others].map(overviewKey)).size).toBe(5);
});
