import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';

const core = vi.hoisted(() => ({
  runsPage: vi.fn(),
  runDetail: vi.fn(),
  runLog: vi.fn(),
  cancelRun: vi.fn(),
  retryRun: vi.fn(),
  firstPageDrawn: vi.fn()
}));
vi.mock('$lib/ipc/bindings', () => ({ commands: core, events: {} }));

const { forgetAnswers } = await import('$lib/ipc/query.svelte');
const { workspace } = await import('$lib/state/workspace.svelte');
const { RunsDesk } = await import('./desk.svelte');

const ok = (data: unknown) => Promise.resolve({ status: 'ok', data });
const detailOf = (id: string) => ({ row: { run: { id } } });
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  vi.resetAllMocks();
  forgetAnswers();
  vi.stubGlobal('requestAnimationFrame', () => 0);
  core.runsPage.mockImplementation(() => ok({ rows: ['a', 'b', 'c'].map((id) => detailOf(id).row), next: null }));
  core.runDetail.mockImplementation((id: string) => ok(detailOf(id)));
  core.runLog.mockImplementation(() => ok([]));
  workspace.file = { path: '/file', readOnly: false } as typeof workspace.file;
});

/** The page at an address: the desk and the effect that follows the address. */
function at(address: string) {
  const { searchParams } = new URL(address, 'http://window');
  let desk!: InstanceType<typeof RunsDesk>;
  const stop = $effect.root(() => {
    desk = new RunsDesk();
    $effect(() => desk.arrive(searchParams));
  });
  flushSync();
  return { desk, stop };
}

test('the address opens a run once: another row can be chosen after it', async () => {
  const { desk, stop } = at('/runs?run=b');
  await settled();
  expect(desk.selectedId).toBe('b');
  desk.step(1);
  flushSync();
  expect(desk.selectedId).toBe('c');
  desk.open(null);
  flushSync();
  expect(desk.selectedId).toBeNull();
  stop();
});

test('the job of the address narrows the list until it is shown whole again', async () => {
  const { desk, stop } = at('/runs?job=daily');
  await settled();
  expect(desk.job).toBe('daily');
  desk.clear();
  flushSync();
  expect(desk.job).toBeNull();
  stop();
});

test('a run that cannot be read shows neither the one before it nor lets it be stopped', async () => {
  const { desk, stop } = at('/runs?run=a');
  core.runDetail.mockImplementation((id: string) =>
    id === 'b' ? Promise.reject(new Error('gone')) : ok({ ...detailOf(id), canCancel: true, canRetry: true })
  );
  await desk.detail.refresh();
  expect([desk.shown?.row.run.id, desk.canCancel]).toEqual(['a', true]);
  desk.open('b');
  flushSync();
  await settled();
  expect([desk.shown, desk.detail.error?.code, desk.canCancel, desk.canRetry]).toEqual([
    null,
    'internal',
    false,
    false
  ]);
  await desk.cancel();
  await desk.retry();
  expect(core.cancelRun).not.toHaveBeenCalled();
  expect(core.retryRun).not.toHaveBeenCalled();
  stop();
});

test('a run that was open in another file is not asked for in this one', async () => {
  const first = at('/runs?run=b');
  await settled();
  expect(first.desk.selectedId).toBe('b');
  first.stop();
  core.runDetail.mockClear();
  forgetAnswers();
  workspace.file = { path: '/other', readOnly: false } as typeof workspace.file;
  const { desk, stop } = at('/runs');
  await settled();
  expect(desk.selectedId).toBeNull();
  expect(core.runDetail).not.toHaveBeenCalled();
  stop();
});
