// How Meta's effective status looks: icon, word, colour.

import type { Component } from 'svelte';
import Archive from '@lucide/svelte/icons/archive';
import Ban from '@lucide/svelte/icons/ban';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import Clock from '@lucide/svelte/icons/clock';
import Pause from '@lucide/svelte/icons/pause';
import Play from '@lucide/svelte/icons/play';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { PerformanceRow } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

interface Look {
  icon: Component<{ size?: number | string; strokeWidth?: number | string; 'aria-hidden'?: boolean }>;
  tone: 'good' | 'neutral' | 'warn' | 'bad';
  word: string;
}

const words = m.performance.delivery;
const looks: Record<string, Pick<Look, 'icon' | 'tone'>> = {
  ACTIVE: { icon: Play, tone: 'good' },
  PAUSED: { icon: Pause, tone: 'neutral' },
  CAMPAIGN_PAUSED: { icon: Pause, tone: 'neutral' },
  ADSET_PAUSED: { icon: Pause, tone: 'neutral' },
  ARCHIVED: { icon: Archive, tone: 'neutral' },
  DELETED: { icon: Archive, tone: 'neutral' },
  DISAPPROVED: { icon: Ban, tone: 'bad' },
  WITH_ISSUES: { icon: TriangleAlert, tone: 'warn' },
  PENDING_BILLING_INFO: { icon: TriangleAlert, tone: 'warn' },
  PENDING_REVIEW: { icon: Clock, tone: 'neutral' },
  IN_PROCESS: { icon: Clock, tone: 'neutral' },
  PREAPPROVED: { icon: Clock, tone: 'neutral' }
};

/** The look of a row's delivery; while its ad set learns, that is what matters. */
export function deliveryLook(row: Pick<PerformanceRow, 'delivery' | 'learning'>): Look {
  const status = row.delivery;
  if (!status) return { icon: CircleHelp, tone: 'neutral', word: words.unknown! };
  if (status === 'ACTIVE' && row.learning) return { icon: CircleDashed, tone: 'neutral', word: words.learning! };
  const look = looks[status] ?? { icon: CircleHelp, tone: 'neutral' as const };
  return { ...look, word: words[status] ?? sentenceCase(status) };
}

/** A status that Meta added later, readable: `SOME_STATE` is `Some state`. */
function sentenceCase(status: string): string {
  const text = status.replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
