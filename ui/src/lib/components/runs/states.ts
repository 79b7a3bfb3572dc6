/** How the state of a run looks: an icon, a tone and a word, the same on every page. */

import Ban from '@lucide/svelte/icons/ban';
import Check from '@lucide/svelte/icons/check';
import CircleMinus from '@lucide/svelte/icons/circle-minus';
import Clock from '@lucide/svelte/icons/clock';
import Hand from '@lucide/svelte/icons/hand';
import LoaderCircle from '@lucide/svelte/icons/loader-circle';
import Moon from '@lucide/svelte/icons/moon';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import X from '@lucide/svelte/icons/x';
import type { Component } from 'svelte';
import type { RunState } from '$lib/ipc/bindings';

export interface StateLook {
  icon: Component<{ size?: number | string; strokeWidth?: number | string; 'aria-hidden'?: boolean }>;
  tone: 'neutral' | 'good' | 'warn' | 'bad' | 'acc';
  spin?: boolean;
}

const looks: Record<RunState, StateLook> = {
  waiting: { icon: Clock, tone: 'neutral' },
  running: { icon: LoaderCircle, tone: 'acc', spin: true },
  done: { icon: Check, tone: 'good' },
  partly: { icon: TriangleAlert, tone: 'warn' },
  failed: { icon: X, tone: 'bad' },
  parked: { icon: Hand, tone: 'warn' },
  cancelled: { icon: Ban, tone: 'neutral' },
  skipped: { icon: CircleMinus, tone: 'neutral' }
};

/** The look of a run; one that was skipped because the computer slept has the moon. */
export function lookOf(state: RunState, reason: string | null): StateLook {
  return state === 'skipped' && reason === 'asleep' ? { icon: Moon, tone: 'neutral' } : looks[state];
}

/** A run that is done and started so much later than it was due that a person wonders why. */
export function ranLate(state: RunState, dueAt: string, startedAt: string | null): boolean {
  if (startedAt === null || (state !== 'done' && state !== 'partly')) return false;
  return Date.parse(startedAt) - Date.parse(dueAt) > 5 * 60_000;
}
