import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';

const core = vi.hoisted(() => ({
  schedulePage: vi.fn(),
  scheduleJob: vi.fn(),
  archiveJob: vi.fn(),
  restoreJob: vi.fn(),
  pauseJob: vi.fn(),
  resumeJob: vi.fn(),
  pauseAllJobs: vi.fn(),
  resumeAllJobs: vi.fn(),
  previewRule: vi.fn(),
  equalJobs: vi.fn(),
  changeJob: vi.fn(),
  firstPageDrawn: vi.fn()
}));
vi.mock('$lib/ipc/bindings', () => ({ commands: core, events: {} }));

const { forgetAnswers } = await import('$lib/ipc/query.svelte');
const { toasts } = await import('$lib/state/toasts.svelte');
const { workspace } = await import('$lib/state/workspace.svelte');
const { ScheduleDesk } = await import('./desk.svelte');

const ok = (data: unknown) => Promise.resolve({ status: 'ok', data });
const jobOf = (id: string) => ({ id, name: id, jobType: 'meta_sync', state: 'active', next: [], live: null });
const edited = {
  ...jobOf('a'),
  rule: { kind: 'cron', expression: '0 6 * * *' },
  zone: 'UTC',
  missed: { kind: 'once' },
  lateMinutes: null,
  maxRuns: null,
  maxRetries: 3,
  parameters: []
};
const types = [{ jobType: 'meta_sync', fields: [] }];
/** Longer than what is typed takes to be one change. */
const pause = () => new Promise((done) => setTimeout(done, 100));
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  vi.resetAllMocks();
  forgetAnswers();
  toasts.list = [];
  vi.stubGlobal('requestAnimationFrame', () => 0);
  core.schedulePage.mockImplementation(() => ok({ jobs: ['a', 'b'].map(jobOf), types: [], accounts: [] }));
  core.scheduleJob.mockImplementation((id: string) => ok({ job: jobOf(id) }));
  workspace.file = { path: '/file', readOnly: false } as typeof workspace.file;
});

const goto = vi.fn();
async function at(address: string) {
  const { searchParams } = new URL(address, 'http://window');
  let desk!: InstanceType<typeof ScheduleDesk>;
  const stop = $effect.root(() => {
    desk = new ScheduleDesk(goto);
    $effect(() => desk.arrive(searchParams));
  });
  flushSync();
  await settled();
  flushSync();
  return { desk, stop };
}

test('the address opens a job once: another one can be chosen after it', async () => {
  const { desk, stop } = await at('/schedule?job=a');
  expect(desk.selectedId).toBe('a');
  desk.select('b');
  flushSync();
  expect(desk.selectedId).toBe('b');
  stop();
});

test('a job that cannot be removed stays open', async () => {
  const { desk, stop } = await at('/schedule?job=a');
  core.archiveJob.mockImplementation(() => Promise.reject(new Error('busy')));
  await desk.act('remove');
  expect(desk.selectedId).toBe('a');
  core.archiveJob.mockImplementation(() => ok(null));
  await desk.act('remove');
  expect(desk.selectedId).toBeNull();
  stop();
});

test('undo takes back the last act, then the one before, also after the page was left', async () => {
  const first = await at('/schedule?job=a');
  for (const command of [core.pauseJob, core.resumeJob, core.archiveJob, core.restoreJob]) {
    command.mockImplementation(() => ok(null));
  }
  await first.desk.act('pause');
  await first.desk.act('remove');
  first.stop();

  const { desk, stop } = await at('/schedule');
  await desk.undo();
  expect(core.restoreJob).toHaveBeenCalledExactlyOnceWith('a', false);
  expect(core.resumeJob).not.toHaveBeenCalled();
  await desk.undo();
  expect(core.resumeJob).toHaveBeenCalledExactlyOnceWith('a');
  await desk.undo();
  expect(core.pauseJob).toHaveBeenCalledOnce();
  expect(toasts.list.at(-1)?.text).toBe('Nothing to undo');
  stop();
});

test('undo after resuming all pauses those that were resumed, and no others', async () => {
  const { desk, stop } = await at('/schedule');
  core.resumeAllJobs.mockImplementation(() => ok(['b']));
  core.pauseJob.mockImplementation(() => ok(null));
  await desk.resumeAll();
  await desk.undo();
  expect(core.pauseJob).toHaveBeenCalledExactlyOnceWith('b');
  stop();
});

test('what another file was done to is not taken back in this one', async () => {
  const { desk, stop } = await at('/schedule?job=a');
  core.pauseJob.mockImplementation(() => ok(null));
  await desk.act('pause');
  forgetAnswers();
  await desk.undo();
  expect(core.resumeJob).not.toHaveBeenCalled();
  stop();
});

test('a form says which job does the same; what is answered late about an earlier form is dropped', async () => {
  core.schedulePage.mockImplementation(() => ok({ jobs: [], types, accounts: [], now: '2026-11-21T16:12:00Z' }));
  core.previewRule.mockImplementation(() => ok({ next: [] }));
  let late: (answer: unknown) => void = () => {};
  core.equalJobs.mockReturnValueOnce(new Promise((done) => (late = done)));
  const { desk, stop } = await at('/schedule');
  desk.create();
  flushSync();
  await pause();
  expect(core.equalJobs).toHaveBeenCalledExactlyOnceWith(null, expect.objectContaining({ jobType: 'meta_sync' }));

  core.equalJobs.mockImplementation(() => ok(['Nightly']));
  desk.draft!.zone = 'Asia/Tokyo';
  flushSync();
  await pause();
  expect(core.equalJobs).toHaveBeenLastCalledWith(null, expect.objectContaining({ zone: 'Asia/Tokyo' }));
  expect(desk.equals).toEqual(['Nightly']);
  late({ status: 'ok', data: ['Other'] });
  await settled();
  expect(desk.equals).toEqual(['Nightly']);

  desk.draft!.unread = ['time'];
  flushSync();
  expect(desk.equals).toEqual([]);
  stop();
});

test('a job that is edited is not compared with itself, and a question that fails says nothing', async () => {
  core.schedulePage.mockImplementation(() => ok({ jobs: [edited], types, accounts: [], now: '2026-11-21T16:12:00Z' }));
  core.previewRule.mockImplementation(() => ok({ next: [] }));
  core.equalJobs.mockImplementation(() => Promise.reject(new Error('busy')));
  const { desk, stop } = await at('/schedule?job=a');
  await desk.act('edit');
  flushSync();
  await pause();
  expect(core.equalJobs).toHaveBeenCalledExactlyOnceWith('a', expect.anything());
  expect([desk.equals, desk.saveError]).toEqual([[], null]);
  stop();
});

async function typing(address = '/schedule') {
  core.schedulePage.mockImplementation(() =>
    ok({ jobs: [edited, jobOf('b')], types, accounts: [], now: '2026-11-21T16:12:00Z' })
  );
  core.previewRule.mockImplementation(() => ok({ next: [] }));
  core.equalJobs.mockImplementation(() => ok([]));
  return at(address);
}

test('what is typed in a form is there when the page is opened again, and known as not saved', async () => {
  const first = await typing('/schedule?job=a');
  await first.desk.act('edit');
  first.desk.draft!.name = 'Nightly';
  first.desk.draft!.unread = ['time'];
  first.stop();

  const { desk, stop } = await typing();
  expect([desk.draft?.name, desk.draft?.unread, desk.editing, desk.unsaved]).toEqual(['Nightly', [], 'a', true]);
  core.changeJob.mockImplementation(() => ok('a'));
  await desk.save();
  expect(core.changeJob).toHaveBeenCalledExactlyOnceWith('a', expect.objectContaining({ name: 'Nightly' }));
  expect([desk.draft, desk.unsaved]).toEqual([null, false]);
  stop();
});

test('a form in which nothing was typed is gone with the page, and any form with its file', async () => {
  const first = await typing();
  first.desk.create();
  first.stop();
  const second = await typing();
  expect(second.desk.draft).toBeNull();
  second.desk.create();
  second.desk.draft!.name = 'Nightly';
  forgetAnswers();
  expect(second.desk.draft).toBeNull();
  second.stop();
});

test('who comes for another job is asked about the form that is not saved', async () => {
  const first = await typing();
  first.desk.create();
  first.desk.draft!.name = 'Nightly';
  first.stop();
  const { desk, stop } = await typing('/schedule?job=b');
  expect([desk.asking, desk.draft?.name]).toEqual([true, 'Nightly']);
  desk.discard();
  expect([desk.draft, desk.selectedId]).toEqual([null, 'b']);
  stop();
});

test('who comes for a new job finds the form that is not saved, and the address asks no further', async () => {
  const first = await typing();
  first.desk.create();
  first.desk.draft!.name = 'Nightly';
  first.stop();
  const { desk, stop } = await typing('/schedule?new');
  expect(desk.draft?.name).toBe('Nightly');
  expect(goto).toHaveBeenCalledWith('/schedule');
  desk.discard();
  stop();
});

const failed = (code: string, message = code) =>
  Promise.resolve({ status: 'error', error: { code, message, nextStep: '', lost: false } });

test('what could not be taken back can be tried again', async () => {
  const { desk, stop } = await at('/schedule?job=a');
  core.pauseJob.mockImplementation(() => ok(null));
  core.resumeJob.mockImplementationOnce(() => failed('io')).mockImplementation(() => ok(null));
  await desk.act('pause');
  await desk.undo();
  expect(toasts.list.at(-1)?.error?.code).toBe('io');
  await desk.undo();
  expect(core.resumeJob).toHaveBeenCalledTimes(2);
  expect(toasts.list.at(-1)?.text).toBe('a runs again when due');
  stop();
});

test('what has become something else does not stand in the way of the act before it', async () => {
  const { desk, stop } = await at('/schedule?job=a');
  for (const command of [core.pauseJob, core.resumeJob, core.archiveJob]) command.mockImplementation(() => ok(null));
  core.restoreJob.mockImplementation(() => failed('conflict'));
  await desk.act('pause');
  await desk.act('remove');
  await desk.undo();
  await desk.undo();
  expect(core.resumeJob).toHaveBeenCalledExactlyOnceWith('a');
  stop();
});

test('undo after resuming all goes on behind a job that cannot be paused, names it, and tries only that one again', async () => {
  const { desk, stop } = await at('/schedule');
  core.resumeAllJobs.mockImplementation(() => ok(['a', 'b']));
  core.pauseJob.mockImplementation((id: string) => (id === 'a' ? failed('io', 'The disk is away.') : ok(null)));
  await desk.resumeAll();
  await desk.undo();
  expect(core.pauseJob.mock.calls.flat()).toEqual(['a', 'b']);
  expect(toasts.list.at(-1)?.error?.message).toBe('1 job is paused. Not paused: a. The disk is away.');

  core.pauseJob.mockClear().mockImplementation(() => ok(null));
  await desk.undo();
  expect(core.pauseJob.mock.calls.flat()).toEqual(['a']);
  expect(toasts.list.at(-1)?.text).toBe('1 job is paused');
  stop();
});

test('pausing or resuming none is no act', async () => {
  const { desk, stop } = await at('/schedule?job=a');
  core.pauseJob.mockImplementation(() => ok(null));
  core.resumeJob.mockImplementation(() => ok(null));
  core.pauseAllJobs.mockImplementation(() => ok([]));
  core.resumeAllJobs.mockImplementation(() => ok([]));
  await desk.act('pause');
  await desk.pauseAll();
  expect(toasts.list.at(-1)).toMatchObject({ text: 'No job is active: nothing to pause', act: undefined });
  await desk.resumeAll();
  expect(toasts.list.at(-1)).toMatchObject({ text: 'No job is paused: nothing to resume', act: undefined });
  await desk.undo();
  expect(core.resumeJob).toHaveBeenCalledExactlyOnceWith('a');
  stop();
});

test('an act that is done after another file was opened cannot be taken back in that one', async () => {
  const { desk, stop } = await at('/schedule?job=a');
  core.pauseJob.mockImplementation(() => {
    forgetAnswers();
    return ok(null);
  });
  await desk.act('pause');
  expect(toasts.list.at(-1)).toMatchObject({ text: 'a is paused', act: undefined });
  await desk.undo();
  expect(core.resumeJob).not.toHaveBeenCalled();
  stop();
});
