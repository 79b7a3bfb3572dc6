/**
 * The form of a job: what is typed, what is wrong with it, and what is sent. Everything typed is text until it is sent,
 * so that a half-typed number is not a number yet.
 */

import type { AccountChoice, JobInput, JobRow, JobTypeInfo, Missed, ParamField, Rule } from '$lib/ipc/bindings';
import { fromCron, toCron, type Repeat } from './repeat';
import { localField } from './when';

export interface Draft {
  jobType: JobTypeInfo['jobType'];
  name: string;
  /** Whether the name still follows the type and the account. */
  named: boolean;
  once: boolean;
  /** Local date and time in the draft's zone, for a job that runs once. */
  local: string;
  repeat: Repeat;
  zone: string;
  missed: Missed['kind'];
  missedLimit: string;
  late: number | null;
  maxRuns: string;
  /** Empty is as usual for the kind of work. */
  retries: string;
  /** Fields of the rule, by name, that hold what is no time. */
  unread: ('time' | 'second' | 'minute')[];
  parameters: Record<string, string>;
}

/** Which field, and the words' key or the bounds that were broken. */
export type Problem =
  | {
      field: string;
      kind: 'name' | 'account' | 'product' | 'days' | 'time' | 'minute' | 'date' | 'cron' | 'amount' | 'some';
    }
  | { field: string; kind: 'bounds'; min: number; max: number };

/** Whether jobs of this type work for an ad account. */
export function forAccount(info: JobTypeInfo): boolean {
  return info.fields.some((field) => field.kind.kind === 'account');
}

/** The account's zone for a new job, else this computer's. */
export function newDraft(
  info: JobTypeInfo,
  accounts: AccountChoice[],
  account: string | null,
  machineZone: string,
  now: string,
  nameOf: (type: string, account: string | null) => string
): Draft {
  const chosen = accounts.find((known) => known.id === account) ?? accounts[0];
  const zone = chosen?.zone ?? machineZone;
  const hourAhead = new Date(Date.parse(now) + 3_600_000).toISOString();
  return {
    jobType: info.jobType,
    name: nameOf(info.jobType, forAccount(info) ? (chosen?.name ?? null) : null),
    named: false,
    once: false,
    local: localField(hourAhead, zone),
    repeat: { kind: 'daily', minute: 0, hour: info.jobType === 'meta_sync' ? 6 : 7 },
    zone,
    missed: 'once',
    missedLimit: '3',
    late: 1440,
    maxRuns: '',
    retries: '',
    unread: [],
    parameters: Object.fromEntries(info.fields.map((field) => [field.key, startOf(field, chosen?.id ?? '')]))
  };
}

/** What a field holds at first: a choice its usual word, a number nothing, so that its default holds. */
function startOf(field: ParamField, account: string): string {
  if (field.kind.kind === 'account') return account;
  return field.kind.kind === 'choice' || field.kind.kind === 'several' ? (field.default ?? '') : '';
}

/** The form of a job that is there already. */
export function draftOf(job: JobRow, jobType: JobTypeInfo['jobType']): Draft {
  return {
    jobType,
    name: job.name,
    named: true,
    once: job.rule.kind === 'once',
    local: job.rule.kind === 'once' ? job.rule.local.slice(0, 16) : '',
    repeat: job.rule.kind === 'cron' ? fromCron(job.rule.expression) : { kind: 'daily', minute: 0, hour: 6 },
    zone: job.zone,
    missed: job.missed.kind,
    missedLimit: job.missed.kind === 'each' ? String(job.missed.limit) : '3',
    late: job.lateMinutes,
    maxRuns: job.maxRuns === null ? '' : String(job.maxRuns),
    retries: String(job.maxRetries),
    unread: [],
    parameters: Object.fromEntries(job.parameters.map(({ key, value }) => [key, value]))
  };
}

/** What can be changed of a job that makes a board's ads exactly as they are. */
export const OF_EXACT_ADS = ['canvas_sizes', 'over_cap'];

/** How many ads of a board the job makes exactly as they are; 0 if it chooses templates. */
export function exactAds(draft: Draft): number {
  try {
    const ads: unknown = JSON.parse(draft.parameters.ads ?? '[]');
    return Array.isArray(ads) ? ads.length : 0;
  } catch {
    return 0;
  }
}

/** The rule as it would be sent. */
export function ruleOf(draft: Draft): Rule {
  return draft.once ? { kind: 'once', local: draft.local } : { kind: 'cron', expression: toCron(draft.repeat) };
}

/** What keeps the form from being sent; empty when nothing does. */
export function problemsOf(draft: Draft, fields: ParamField[]): Problem[] {
  const found: Problem[] = [];
  if (draft.name.trim() === '') found.push({ field: 'name', kind: 'name' });
  const unread = timeProblem(draft);
  if (unread) found.push(unread);
  if (draft.once && draft.local === '') found.push({ field: 'rule', kind: 'date' });
  if (!draft.once && draft.repeat.kind === 'weekly' && draft.repeat.days.length === 0)
    found.push({ field: 'rule', kind: 'days' });
  if (!draft.once && draft.repeat.kind === 'custom' && draft.repeat.expression.trim() === '')
    found.push({ field: 'rule', kind: 'cron' });
  if (draft.missed === 'each' && !isWhole(draft.missedLimit, 1, 100))
    found.push({ field: 'missedLimit', kind: 'bounds', min: 1, max: 100 });
  if (draft.maxRuns.trim() !== '' && !isWhole(draft.maxRuns, 1, 1_000_000))
    found.push({ field: 'maxRuns', kind: 'bounds', min: 1, max: 1_000_000 });
  if (draft.retries.trim() !== '' && !isWhole(draft.retries, 0, 20))
    found.push({ field: 'retries', kind: 'bounds', min: 0, max: 20 });
  for (const field of fields) {
    const problem = problemOf(field, draft.parameters[field.key]?.trim());
    if (problem) found.push(problem);
  }
  return found;
}

/** What is no time in the rule; said as soon as it stands there. */
export function timeProblem(draft: Draft): Problem | undefined {
  if (draft.unread.length === 0) return undefined;
  return { field: 'rule', kind: draft.unread.includes('minute') ? 'minute' : 'time' };
}

/** The words of a parameter that takes several: a list of JSON, or joined by commas. */
export function listOf(value: string | undefined): string[] {
  const text = (value ?? '').trim();
  if (text.startsWith('[')) {
    try {
      const read: unknown = JSON.parse(text);
      if (Array.isArray(read)) return read.map(String);
    } catch {
      // What is no list is words.
    }
  }
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

/** The words that hold for a parameter: its own, those of its older name for one word, or the usual ones. */
export function wordsOf(draft: Draft, field: ParamField): string[] {
  return listOf(draft.parameters[field.key] ?? draft.parameters[singular(field.key)] ?? field.default ?? '');
}

/** Writes them; the older name gives way. */
export function setWords(draft: Draft, field: ParamField, words: string[]): void {
  draft.parameters[field.key] = listText(words);
  delete draft.parameters[singular(field.key)];
}

const singular = (key: string) => key.replace(/s$/, '');

/** Several words as a parameter; empty without any, so that it is left out. */
export function listText(words: string[]): string {
  return words.length === 0 ? '' : JSON.stringify(words);
}

function problemOf(field: ParamField, typed: string | undefined): Problem | undefined {
  const { kind } = field;
  // A job that was filed without it goes by what is usual; one that was emptied by hand asks for nothing.
  if (kind.kind === 'several' && typed === undefined) return undefined;
  const value = typed ?? '';
  if (value === '')
    return field.required && (kind.kind === 'account' || kind.kind === 'product')
      ? { field: field.key, kind: kind.kind }
      : field.required && kind.kind === 'several'
        ? { field: field.key, kind: 'some' }
        : undefined;
  if (kind.kind === 'whole' && !isWhole(value, kind.min, kind.max))
    return { field: field.key, kind: 'bounds', min: kind.min, max: kind.max };
  if (kind.kind === 'amount' && !/^\d+([.]\d{1,6})?$/.test(value)) return { field: field.key, kind: 'amount' };
  return undefined;
}

function isWhole(text: string, min: number, max: number): boolean {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value >= min && value <= max;
}

/** What is sent. Empty parameters are left out: the job's own defaults hold. */
export function toInput(draft: Draft): JobInput {
  return {
    jobType: draft.jobType,
    name: draft.name.trim(),
    rule: ruleOf(draft),
    zone: draft.zone,
    missed: draft.missed === 'each' ? { kind: 'each', limit: Number(draft.missedLimit) } : { kind: draft.missed },
    lateMinutes: draft.late,
    maxRuns: draft.maxRuns.trim() === '' ? null : Number(draft.maxRuns),
    maxRetries: draft.retries.trim() === '' ? null : Number(draft.retries),
    parameters: Object.entries(draft.parameters)
      .map(([key, value]) => ({ key, value: value.trim() }))
      .filter(({ value }) => value !== '')
  };
}
