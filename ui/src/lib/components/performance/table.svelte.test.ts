import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { PerformanceQuery, PerformanceRow } from '$lib/ipc/bindings';

const core = vi.hoisted(() => ({
  performanceView: vi.fn(),
  performanceRows: vi.fn(),
  performanceDetail: vi.fn(),
  performancePlace: vi.fn(),
  firstPageDrawn: vi.fn()
}));
vi.mock('$lib/ipc/bindings', () => ({ commands: core, events: {} }));

const { forgetAnswers } = await import('$lib/ipc/query.svelte');
const { exportName } = await import('./exported');
const { table } = await import('./table.svelte');

const ok = (data: unknown) => Promise.resolve({ status: 'ok', data });
const settled = () => new Promise((done) => setTimeout(done));
const scopeOf = (account: string, since = '2026-11-01') => ({
  account,
  days: { since, until: '2026-11-07' },
  compare: null
});
const rowOf = (index: number) => ({ id: `ad ${index}`, name: `Ad ${index}` }) as PerformanceRow;
const ROWS = 250;
let handle = 0;

/** The page: an effect that asks whenever the settings change. */
function shown(scope: PerformanceQuery['scope']) {
  const stop = $effect.root(() => {
    let back = true;
    $effect(() => {
      void table.follow(scope, back);
      back = false;
    });
  });
  flushSync();
  return stop;
}

beforeEach(() => {
  vi.resetAllMocks();
  forgetAnswers();
  table.resetFilters();
  table.set({ level: 'ad', sortBy: 'spend', descending: true });
  core.performanceView.mockImplementation((query: PerformanceQuery) =>
    ok({ handle: ++handle, rows: ROWS, account: query.scope.account })
  );
  core.performanceRows.mockImplementation((_handle: number, offset: number, length: number) =>
    ok({ offset, rows: Array.from({ length: Math.min(length, ROWS - offset) }, (_, at) => rowOf(offset + at)) })
  );
  core.performancePlace.mockImplementation((_handle: number, id: string) => ok(Number(id.replace('ad ', ''))));
  core.performanceDetail.mockImplementation((_handle: number, index: number) => ok({ row: rowOf(index) }));
});

test('whoever comes back sees the rows at once, and they are asked for again', async () => {
  shown(scopeOf('a'))();
  await settled();
  const before = table.view;
  expect(before).not.toBeNull();
  const stop = shown(scopeOf('a'));
  expect(table.view).toBe(before);
  expect(table.row(0)?.id).toBe('ad 0');
  await settled();
  expect(core.performanceView).toHaveBeenCalledTimes(2);
  expect(table.view).not.toBe(before);
  stop();
});

test('rows that are in sight are the ones that are asked for again', async () => {
  const stop = shown(scopeOf('a'));
  await settled();
  table.need(210, 230);
  await settled();
  await table.follow(scopeOf('a'), true);
  expect(table.row(215)?.id).toBe('ad 215');
  stop();
});

test('another account takes nothing along: no filter, no selection, no rows', async () => {
  shown(scopeOf('a'))();
  await settled();
  table.set({ campaigns: ['of a'], adSets: ['of a'] });
  table.toggle(rowOf(1));
  const stop = shown(scopeOf('b'));
  expect([table.view, table.selected.size, table.settings.campaigns, table.settings.adSets]).toEqual([null, 0, [], []]);
  await settled();
  expect(table.answered?.scope.account).toBe('b');
  expect(core.performanceView.mock.lastCall?.[0].filter).toMatchObject({ campaigns: [], adSets: [] });
  stop();
});

test('another file takes nothing along either, and is asked by itself', async () => {
  const stop = shown(scopeOf('a'));
  await settled();
  table.toggle(rowOf(1));
  forgetAnswers();
  expect([table.view, table.selected.size]).toEqual([null, 0]);
  flushSync();
  await settled();
  expect(table.view).not.toBeNull();
  stop();
});

test('a day, the filter or the order that changes begins the list anew; the same question again does not', async () => {
  const stop = shown(scopeOf('a'));
  await settled();
  const began = table.turned;
  await table.follow(scopeOf('a'), true);
  expect(table.turned).toBe(began);
  table.sortBy('cpm', false);
  flushSync();
  await settled();
  expect(table.turned).toBe(began + 1);
  await table.follow(scopeOf('a', '2026-11-03'));
  expect(table.turned).toBe(began + 2);
  stop();
});

test('the first answer after a start does not lose what was scrolled to', async () => {
  const began = table.turned;
  const stop = shown(scopeOf('a'));
  await settled();
  expect(table.turned).toBe(began);
  stop();
});

test('ends of the list are where they are, whether a row is active or not', async () => {
  const stop = shown(scopeOf('a'));
  await settled();
  expect(table.active).toBe(-1);
  table.moveTo(ROWS - 1);
  expect(table.active).toBe(ROWS - 1);
  table.moveTo(0);
  expect(table.active).toBe(0);
  table.moveTo(-20);
  expect(table.active).toBe(0);
  table.moveTo(ROWS + 20);
  expect(table.active).toBe(ROWS - 1);
  stop();
});

test('a campaign leads to what is in it', async () => {
  const stop = shown(scopeOf('a'));
  await settled();
  table.go('campaign');
  table.goInto({ id: 'c' } as PerformanceRow, 'ad');
  expect(table.settings).toMatchObject({ level: 'ad', campaigns: ['c'], adSets: [] });
  table.go('adset');
  table.goInto({ id: 's' } as PerformanceRow, 'ad');
  expect(table.settings).toMatchObject({ level: 'ad', campaigns: ['c'], adSets: ['s'] });
  stop();
});

test('an export is named by what its rows answer', () => {
  const query = { ...table.question(scopeOf('a')), level: 'adset' as const };
  expect(exportName('Shop: one', query)).toBe('Shop  one Ad sets 2026-11-01 2026-11-07.csv');
});

test('rows that are sorted otherwise are read from their top, and those of another question from where one is', async () => {
  const stop = shown(scopeOf('sorted'));
  await settled();
  table.sortBy('cpm', false);
  flushSync();
  await settled();
  expect(table.sorted).toBe(true);
  table.set({ level: 'campaign' });
  flushSync();
  await settled();
  expect(table.sorted).toBe(false);
  stop();
});
