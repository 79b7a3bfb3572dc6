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

const { RunsDesk } = await import('./desk.svelte');

const ok = (data: unknown) => Promise.resolve({ status: 'ok', data });
const detailOf = (id: string) => ({ row: { run: { id } } });
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  vi.resetAllMocks();
  vi.stubGlobal('requestAnimationFrame', () => 0);
  core.runsPage.mockImplementation(() => ok({ rows: ['a', 'b', 'c'].map((id) => detailOf(id).row), next: null }));
  core.runDetail.mockImplementation((id: string) => ok(detailOf(id)));
  core.runLog.mockImplementation(() => ok([]));
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
