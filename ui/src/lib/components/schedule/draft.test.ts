import { describe, expect, it } from 'vitest';
import type { JobRow, JobTypeInfo } from '$lib/ipc/bindings';
import { draftOf, exactAds, listOf, listText, newDraft, setWords, wordsOf, problemsOf, ruleOf, toInput } from './draft';

const sync: JobTypeInfo = {
  jobType: 'meta_sync',
  fields: [
    { key: 'account', kind: { kind: 'account' }, default: null, required: true },
    { key: 'days_back', kind: { kind: 'whole', min: 1, max: 90 }, default: '7', required: false }
  ]
};
const accounts = [{ id: 'act_1', name: 'Saltwick US', zone: 'America/Los_Angeles' }];
const nameOf = (_type: string, account: string | null) => `Sync ${account ?? 'everything'}`;
const fresh = () => newDraft(sync, accounts, null, 'Europe/Berlin', '2026-11-21T18:42:00Z', nameOf);

describe('a new job', () => {
  it('starts in the account’s zone with a name and a daily rule', () => {
    const draft = fresh();
    expect(draft).toMatchObject({ zone: 'America/Los_Angeles', name: 'Sync Saltwick US', late: 1440 });
    expect(ruleOf(draft)).toEqual({ kind: 'cron', expression: '0 6 * * *' });
    expect(problemsOf(draft, sync.fields)).toEqual([]);
  });
  it('uses this computer’s zone while there is no account, and asks for one', () => {
    const draft = newDraft(sync, [], null, 'Europe/Berlin', '2026-11-21T18:42:00Z', nameOf);
    expect(draft.zone).toBe('Europe/Berlin');
    expect(problemsOf(draft, sync.fields)).toEqual([{ field: 'account', kind: 'account' }]);
  });
  it('is tried again as usual unless a number is given, and none is a number', () => {
    expect(toInput(fresh()).maxRetries).toBeNull();
    expect(toInput({ ...fresh(), retries: '0' }).maxRetries).toBe(0);
  });
  it('sends only the parameters that were filled in', () => {
    expect(toInput(fresh()).parameters).toEqual([{ key: 'account', value: 'act_1' }]);
  });
  it('runs once in local time of its zone', () => {
    expect(ruleOf({ ...fresh(), once: true })).toEqual({ kind: 'once', local: '2026-11-21T11:42' });
  });
});

describe('a form that cannot be sent', () => {
  it.each([
    [{ name: ' ' }, 'name'],
    [{ once: true, local: '' }, 'rule'],
    [{ repeat: { kind: 'weekly', minute: 0, hour: 6, days: [] } as const }, 'rule'],
    [{ repeat: { kind: 'custom', expression: ' ' } as const }, 'rule'],
    [{ missed: 'each' as const, missedLimit: '0' }, 'missedLimit'],
    [{ maxRuns: '1.5' }, 'maxRuns'],
    [{ unread: ['time' as const] }, 'rule'],
    [{ retries: '-1' }, 'retries'],
    [{ retries: '21' }, 'retries'],
    [{ parameters: { account: 'act_1', days_back: '91' } }, 'days_back'],
    [{ parameters: { account: 'act_1', days_back: '-1' } }, 'days_back']
  ])('%o names its field', (change, field) => {
    const draft = { ...fresh(), ...change } as ReturnType<typeof fresh>;
    expect(problemsOf(draft, sync.fields).map((problem) => problem.field)).toEqual([field]);
  });
});

describe('editing a job', () => {
  const job = {
    name: 'Morning',
    rule: { kind: 'cron', expression: '30 6 * * 1-5' },
    zone: 'Europe/Berlin',
    missed: { kind: 'each', limit: 2 },
    lateMinutes: null,
    maxRuns: 10,
    maxRetries: 3,
    parameters: [
      { key: 'account', value: 'act_1' },
      { key: 'days_back', value: '3' }
    ]
  } as unknown as JobRow;

  it('sends back what it was given', () => {
    expect(toInput(draftOf(job, 'meta_sync'))).toEqual({
      jobType: 'meta_sync',
      name: 'Morning',
      rule: job.rule,
      zone: 'Europe/Berlin',
      missed: job.missed,
      lateMinutes: null,
      maxRuns: 10,
      maxRetries: 3,
      parameters: job.parameters
    });
  });
});

describe('a parameter of several words', () => {
  it('is read as a list and as words with commas', () => {
    expect(listOf('["1080x1350px","1080x1080px"]')).toEqual(['1080x1350px', '1080x1080px']);
    expect(listOf('original, brand')).toEqual(['original', 'brand']);
    expect(listOf('[not a list')).toEqual(['[not a list']);
    expect(listOf(undefined)).toEqual([]);
  });
  it('is a list again, and left out when empty', () => {
    expect(listText(['a', 'b'])).toBe('["a","b"]');
    expect(listText([])).toBe('');
  });
  it('is asked for where one is needed', () => {
    const sizes = {
      key: 'canvas_sizes',
      kind: { kind: 'several' as const, options: ['a'] },
      default: 'a',
      required: true
    };
    const emptied = { ...fresh(), parameters: { canvas_sizes: '' } };
    expect(problemsOf(emptied, [sizes])).toEqual([{ field: 'canvas_sizes', kind: 'some' }]);
    expect(problemsOf({ ...fresh(), parameters: {} }, [sizes])).toEqual([]);
  });
  it('is the one of its older name until it is changed, and the usual one without either', () => {
    const sizes = {
      key: 'canvas_sizes',
      kind: { kind: 'several' as const, options: [] },
      default: 'a',
      required: true
    };
    const draft = { ...fresh(), parameters: { canvas_size: 'b' } };
    expect(wordsOf(draft, sizes)).toEqual(['b']);
    setWords(draft, sizes, ['b', 'c']);
    expect(draft.parameters).toEqual({ canvas_sizes: '["b","c"]' });
    expect(wordsOf({ ...fresh(), parameters: {} }, sizes)).toEqual(['a']);
  });
});

describe('a job that makes the ads of a board as they are', () => {
  it('counts them and sends them back as they came', () => {
    const ads = JSON.stringify([{ template: 'statement' }, { template: 'product-hero' }]);
    const draft = { ...fresh(), parameters: { product_id: 'p', ads } };
    expect(exactAds(draft)).toBe(2);
    expect(toInput(draft).parameters).toContainEqual({ key: 'ads', value: ads });
    expect(exactAds(fresh())).toBe(0);
    expect(exactAds({ ...fresh(), parameters: { ads: 'no list' } })).toBe(0);
  });
});
