import { beforeEach, expect, test, vi } from 'vitest';
import type { Goals, TargetsPage } from '$lib/ipc/bindings';

vi.mock('$lib/ipc/bindings', () => ({ commands: {}, events: {} }));

const { forgetAnswers } = await import('$lib/ipc/query.svelte');
const { goalsForms } = await import('./openGoals.svelte');

const goals = (cpa: string): Goals => ({
  result: 'purchases',
  targetCpa: { amount: cpa, currency: 'USD' },
  targetRoas: null,
  averageOrder: null,
  margin: null,
  monthlyBudget: null
});
const answer = (cpa: string, campaigns: string[] = ['c']) =>
  ({
    accountId: 'act_1',
    currency: 'USD',
    account: goals(cpa),
    campaigns: campaigns.map((id) => ({ id, name: id, own: null }))
  }) as unknown as TargetsPage;
const opened = (page: TargetsPage) => {
  goalsForms.read(page);
  return goalsForms.of('act_1')!;
};

beforeEach(() => forgetAnswers());

test('what is typed is there when the page is opened again, and known as not saved', () => {
  opened(answer('28')).form.cpa = '31';
  const again = opened(answer('28'));
  expect(again.form.cpa).toBe('31');
  expect([again.unsaved, goalsForms.unsaved()]).toEqual([true, true]);
});
test('what cannot be read is not saved either', () => {
  const open = opened(answer('28'));
  open.form.budget = 'many';
  expect(open.unsaved).toBe(true);
  open.discard();
  expect([open.form.budget, open.unsaved]).toEqual(['', false]);
});
test('where nothing is typed, what was stored meanwhile is shown', () => {
  expect(opened(answer('28')).form.cpa).toBe('28');
  expect(opened(answer('30')).form.cpa).toBe('30');
  opened(answer('30')).form.cpa = '31';
  expect(opened(answer('33')).form.cpa).toBe('31');
});
test('once it is saved nothing is open any more', () => {
  opened(answer('28')).form.cpa = '31';
  expect(opened(answer('31')).unsaved).toBe(false);
});
test.each([
  ['a finer ratio than the form shows', { targetCpa: null, targetRoas: 2.34567 }],
  ['a finer share than the form shows', { margin: 0.623456 }],
  ['both targets', { targetRoas: 2.5 }]
])('%s is stored: untouched, nothing is open, and newer targets are shown', (_, stored) => {
  const page = (cpa: string) => ({ ...answer(cpa), account: { ...goals(cpa), ...stored } });
  const open = opened(page('28'));
  open.openOwn('c');
  expect([open.unsaved, open.ownUnsaved]).toEqual([false, false]);
  expect(opened(answer('33')).form.cpa).toBe('33');

  opened(page('28'));
  open.form.budget = '900';
  expect(open.unsaved).toBe(true);
  open.discard();
  expect(open.unsaved).toBe(false);
});
test('the same amount with other zeros is no change', () => {
  const open = opened(answer('28.5'));
  open.form.cpa = '28.50';
  expect(open.unsaved).toBe(false);
  open.form.cpa = '28.51';
  expect(open.unsaved).toBe(true);
});
test('a campaign’s own targets stay as they are typed, while the campaign is there', () => {
  const open = opened(answer('28'));
  open.openOwn('c');
  expect(open.ownUnsaved).toBe(false);
  open.own!.cpa = '20';
  expect(opened(answer('28')).own?.cpa).toBe('20');
  expect(goalsForms.unsaved('act_1')).toBe(true);
  expect(opened(answer('28', [])).campaign).toBeNull();
});
test('another file has nothing of it', () => {
  opened(answer('28')).form.cpa = '31';
  forgetAnswers();
  expect(goalsForms.of('act_1')).toBeNull();
});
