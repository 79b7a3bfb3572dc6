import { describe, expect, it } from 'vitest';
import type { RunRow } from '$lib/ipc/bindings';
import { factLine, factWords } from './facts';
import { merge, passes } from './merge';
import { ranLate } from './states';

const rows = (...ids: string[]) => ids.map((id) => ({ run: { id } }) as unknown as RunRow);
const ids = (list: RunRow[]) => list.map((row) => row.run.id);

describe('the list of runs', () => {
  it('shows a run once, as the newest read tells it', () => {
    expect(ids(merge(rows('d', 'c', 'b'), rows('b', 'a')))).toEqual(['d', 'c', 'b', 'a']);
  });
  it('needs no older rows', () => {
    expect(ids(merge(rows('b', 'a'), []))).toEqual(['b', 'a']);
  });
});

describe('a filter', () => {
  const row = { jobType: 'meta_sync', run: { state: 'done' } } as unknown as RunRow;
  it('holds the runs of its type and states', () => {
    expect(passes(row, 'all', [])).toBe(true);
    expect(passes(row, 'meta_sync', ['done'])).toBe(true);
    expect(passes(row, 'scorecard', [])).toBe(false);
    expect(passes(row, 'all', ['skipped'])).toBe(false);
    expect(passes(undefined, 'all', [])).toBe(false);
  });
});

describe('what a run did', () => {
  const facts = [
    { key: 'requests', value: '41' },
    { key: 'ads', value: '48' },
    { key: 'changed_rows', value: '0' },
    { key: 'time_zone', value: 'America/Los_Angeles' }
  ];
  it('is said in a fixed order and leaves out what is nothing', () => {
    expect(factWords(facts)).toEqual(['48 ads', '41 requests']);
    expect(factLine(facts, 1)).toBe('48 ads');
  });
  it('says nothing changed when that is all there is', () => {
    expect(factWords([{ key: 'changed_rows', value: '0' }])).toEqual(['0 changed']);
  });
});

describe('a late run', () => {
  const due = '2026-10-14T10:00:00Z';
  it('started more than five minutes after it was due', () => {
    expect(ranLate('done', due, '2026-10-14T16:12:00Z')).toBe(true);
    expect(ranLate('done', due, '2026-10-14T10:00:02Z')).toBe(false);
  });
  it('is only said of runs that did their work', () => {
    expect(ranLate('failed', due, '2026-10-14T16:12:00Z')).toBe(false);
    expect(ranLate('done', due, null)).toBe(false);
  });
});
