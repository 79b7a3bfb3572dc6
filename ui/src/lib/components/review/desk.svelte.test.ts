import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ReviewAd } from '$lib/ipc/bindings';

const core = vi.hoisted(() => ({
  reviewPage: vi.fn(),
  reviewAd: vi.fn(),
  reviewBoxes: vi.fn(),
  undoDecision: vi.fn(),
  firstPageDrawn: vi.fn()
}));
vi.mock('$lib/ipc/bindings', () => ({ commands: core, events: {} }));

const { forgetAnswers } = await import('$lib/ipc/query.svelte');
const { toasts } = await import('$lib/state/toasts.svelte');
const { workspace } = await import('$lib/state/workspace.svelte');
const { ReviewDesk } = await import('./desk.svelte');

const ok = (data: unknown) => Promise.resolve({ status: 'ok', data });
const settled = async () => {
  await new Promise((done) => setTimeout(done));
  flushSync();
};
const ad = (id: string, decision: ReviewAd['decision'] = null) => ({ id, decision });
const lists = (...ads: unknown[]) =>
  core.reviewPage.mockImplementation(() => ok({ ads, counts: { shown: ads.length }, batches: [] }));

beforeEach(() => {
  vi.resetAllMocks();
  forgetAnswers();
  workspace.file = { path: '/file', readOnly: false } as typeof workspace.file;
  vi.stubGlobal('requestAnimationFrame', () => 0);
  core.reviewAd.mockImplementation((id: string) => ok({ id, checks: [] }));
});

function at(address: string) {
  const { searchParams } = new URL(address, 'http://window');
  let desk!: InstanceType<typeof ReviewDesk>;
  const stop = $effect.root(() => {
    desk = new ReviewDesk();
    $effect(() => desk.arrive(searchParams));
  });
  flushSync();
  return { desk, stop };
}

test('the first ad that needs a decision is looked at, in the list as it is and not as it was kept', async () => {
  lists(ad('old'));
  const before = at('/review');
  await settled();
  before.stop();

  lists(ad('done', 'approved'), ad('new'), ad('newer'), ad('old'));
  const { desk, stop } = at('/review');
  await settled();
  expect(desk.currentId).toBe('new');
  stop();
});

test('a batch begins at its own first ad, not at one of the list before it', async () => {
  lists(ad('c'));
  at('/review').stop();
  await settled();
  const before = at('/review');
  await settled();
  before.stop();
  lists(ad('a'), ad('b'), ad('c'));
  const { desk, stop } = at('/review?run=x');
  await settled();
  expect(desk.currentId).toBe('a');
  stop();
});

test('the ad that is looked at stays while others come before it', async () => {
  lists(ad('a'), ad('b'));
  const { desk, stop } = at('/review');
  await settled();
  expect(desk.currentId).toBe('a');
  lists(ad('z'), ad('a'), ad('b'));
  await desk.query.refresh();
  flushSync();
  expect(desk.currentId).toBe('a');
  stop();
});

test('an ad that a person opens while the list is still being read stays', async () => {
  lists(ad('a'), ad('b'));
  const before = at('/review');
  await settled();
  before.stop();
  const { desk, stop } = at('/review');
  desk.open('b');
  await settled();
  expect(desk.currentId).toBe('b');
  stop();
});

test('an export opens where an ad is approved, and else says that there is nothing to export', async () => {
  const approved = (count: number) =>
    core.reviewPage.mockImplementation(() => ok({ ads: [], counts: { shown: 1, approved: count }, batches: [] }));
  toasts.list = [];
  approved(0);
  const { desk, stop } = at('/review');
  await settled();
  await desk.export();
  expect([desk.exporting, toasts.list.map((toast) => toast.text)]).toEqual([
    false,
    ['Nothing to export: approve an ad first']
  ]);
  // Approved meanwhile, by another window or the command line.
  approved(1);
  await desk.export();
  expect([desk.exporting, toasts.list.length]).toEqual([true, 1]);
  stop();
});

test('a decision is taken back in the batch that is shown, and it is said which', async () => {
  toasts.list = [];
  lists(ad('a'), ad('b', 'approved'));
  const { desk, stop } = at('/review?run=x');
  await settled();
  const last = { id: 'b', name: 'B_P', run: 'x', batch: 'Winter' };
  core.undoDecision.mockImplementation(() => ok({ ads: ['b'], last }));
  await desk.undo();
  expect(core.undoDecision).toHaveBeenCalledWith('x');
  expect(desk.currentId).toBe('b');
  expect(toasts.list.map((toast) => [toast.text, toast.act?.label])).toEqual([
    ['Taken back: the decision about B_P, in Winter', undefined]
  ]);
  stop();
});

test('a decision of another batch stays, is named and can be gone to', async () => {
  toasts.list = [];
  lists(ad('a'));
  const { desk, stop } = at('/review?run=x');
  await settled();
  desk.visit = vi.fn(async () => {
    lists(ad('c'), ad('z', 'approved'));
    desk.arrive(new URL('/review?run=y', 'http://window').searchParams);
  });
  const last = { id: 'z', name: 'Z_P', run: 'y', batch: 'Winter' };
  core.undoDecision.mockImplementation(() => ok({ ads: [], last }));
  await desk.undo();
  expect(desk.currentId).toBe('a');
  expect(toasts.list[0]?.text).toBe('Nothing to undo in this batch. The last decision was about Z_P, in Winter');
  toasts.list[0]?.act?.run();
  await settled();
  await settled();
  expect(desk.visit).toHaveBeenCalledWith('/review?run=y');
  expect(desk.currentId).toBe('z');
  stop();
});
