// What a row of "Needs you" says: the headline and the evidence, from the facts of a need.

import type { Component } from 'svelte';
import ChartNoAxesColumnDecreasing from '@lucide/svelte/icons/chart-no-axes-column-decreasing';
import CircleX from '@lucide/svelte/icons/circle-x';
import Ban from '@lucide/svelte/icons/ban';
import TrendingDown from '@lucide/svelte/icons/trending-down';
import TrendingUp from '@lucide/svelte/icons/trending-up';
import ArrowDownRight from '@lucide/svelte/icons/arrow-down-right';
import ArrowUpRight from '@lucide/svelte/icons/arrow-up-right';
import Unplug from '@lucide/svelte/icons/unplug';
import { dayRange, dayShort, daysBetween, money, moneyBrief, percent, quantity, ratio } from '$lib/format';
import { resultWord } from '$lib/format/figures';
import type { AccountNote, AccountNoteKind, Need, NeedKind } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

type Tone = 'warn' | 'bad' | 'acc' | 'good';
type Icon = Component<{ size?: number | string; strokeWidth?: number | string; 'aria-hidden'?: boolean }>;

export const LOOKS: Record<NeedKind, { icon: Icon; tone: Tone }> = {
  tired: { icon: TrendingDown, tone: 'warn' },
  no_result: { icon: CircleX, tone: 'bad' },
  hardly_any_spend: { icon: ChartNoAxesColumnDecreasing, tone: 'acc' },
  expensive: { icon: TrendingUp, tone: 'bad' },
  tracking_break: { icon: Unplug, tone: 'bad' },
  not_delivering: { icon: Ban, tone: 'warn' }
};

export const NOTE_LOOKS: Record<AccountNoteKind, { icon: Icon; tone: Tone }> = {
  tracking_broke: { icon: Unplug, tone: 'warn' },
  dearer: { icon: ArrowUpRight, tone: 'warn' },
  cheaper: { icon: ArrowDownRight, tone: 'good' }
};

/** What holds for the whole account, in a sentence; `today` is a day of the year in which it is read. */
export function noteText(note: AccountNote, today: string): string {
  const days = dayRange(note.days.since, note.days.until, today);
  return note.kind === 'tracking_broke'
    ? words.notes.trackingBroke(days, note.days.since === note.days.until, moneyBrief(note.spend))
    : words.notes.shift(days, ratio(note.factor, 1));
}

export interface Evidence {
  label: string;
  value: string;
  /** What it is seen against. */
  aside?: string;
  tone?: 'bad';
}

const words = m.overview.needs;

/** The word of the state. */
export function stateOf(need: Need, result: string): string {
  return need.kind === 'no_result' ? words.noResult(resultWord(result)) : words.kind[need.kind];
}

/** What changed, in one line. */
export function headlineOf(need: Need, result: string): string {
  const times = need.timesTarget === null ? null : ratio(need.timesTarget, 1);
  switch (need.kind) {
    case 'tired':
      return need.costPerResult && need.costBefore
        ? words.tired(money(need.costPerResult), money(need.costBefore))
        : words.tiredClicks(percent(need.ctrLink), percent(need.ctrBefore));
    case 'no_result':
      return words.spentWithout(money(need.spend), resultWord(result), times);
    case 'hardly_any_spend':
      return words.cheapButSmall(
        money(need.costPerResult),
        resultWord(result),
        money(need.spend),
        daysBetween(need.days.since, need.days.until)
      );
    case 'expensive':
      return times ? words.over(money(need.costPerResult), times) : words.overPlain(money(need.costPerResult));
    case 'tracking_break':
      return words.tracking(moneyBrief(need.spend), resultWord(result));
    case 'not_delivering':
      return need.issue ?? words.issue;
  }
}

/** Up to three lines of evidence. */
export function evidenceOf(need: Need, result: string): Evidence[] {
  const lines: (Evidence | null)[] = [];
  const ctr: Evidence | null =
    need.ctrLink === null
      ? null
      : {
          label: m.metrics.ctrLink,
          value: percent(need.ctrLink),
          ...(need.ctrBefore !== null
            ? { aside: words.was(percent(need.ctrBefore)), tone: 'bad' as const }
            : need.ctrAccount !== null
              ? { aside: words.account(percent(need.ctrAccount)) }
              : {})
        };
  const spent: Evidence = {
    label: words.spentInDays(daysBetween(need.days.since, need.days.until)),
    value: moneyBrief(need.spend)
  };
  const results: Evidence | null =
    need.results === null
      ? null
      : {
          label: m.metrics.result[result as keyof typeof m.metrics.result] ?? m.metrics.results,
          value: quantity(need.results)
        };
  const chance = (label: string): Evidence | null =>
    need.chance === null ? null : { label, value: percent(need.chance, need.chance < 0.1 ? 1 : 0) };
  if (need.kind === 'tired')
    lines.push(
      ctr,
      need.frequency === null ? null : { label: m.metrics.frequency, value: ratio(need.frequency) },
      spent
    );
  else if (need.kind === 'no_result') lines.push(chance(words.chanceNone), ctr, since(need));
  else if (need.kind === 'hardly_any_spend') lines.push(results, chance(words.chanceBeats), ctr);
  else if (need.kind === 'expensive') lines.push(results, spent, ctr);
  else lines.push(spent, results, since(need));
  return lines.filter((line) => line !== null).slice(0, 3);
}

function since(need: Need): Evidence | null {
  return need.runningSince === null
    ? null
    : { label: words.runningSince, value: dayShort(need.runningSince, need.days.until) };
}
