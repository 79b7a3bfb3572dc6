// The pages that exist, for the rail, the palette and the keys.

import type { Component } from 'svelte';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import History from '@lucide/svelte/icons/history';
import LayoutList from '@lucide/svelte/icons/layout-list';
import Settings from '@lucide/svelte/icons/settings';
import { m } from './messages';

export interface Page {
  id: 'overview' | 'performance' | 'schedule' | 'runs' | 'settings';
  href: string;
  title: string;
  /** The two keys that go there. */
  keys: string;
  icon: Component<{ size?: number | string; strokeWidth?: number | string }>;
  group: 'top' | 'measure' | 'run' | 'bottom';
  /** Whether the date range in the top bar is about this page. */
  ranged: boolean;
}

export const pages: Page[] = [
  {
    id: 'overview',
    href: '/overview',
    title: m.frame.pages.overview,
    keys: 'g o',
    icon: LayoutList,
    group: 'top',
    ranged: true
  },
  {
    id: 'performance',
    href: '/performance',
    title: m.frame.pages.performance,
    keys: 'g p',
    icon: ChartNoAxesColumn,
    group: 'measure',
    ranged: true
  },
  {
    id: 'schedule',
    href: '/schedule',
    title: m.frame.pages.schedule,
    keys: 'g s',
    icon: CalendarClock,
    group: 'run',
    ranged: false
  },
  { id: 'runs', href: '/runs', title: m.frame.pages.runs, keys: 'g r', icon: History, group: 'run', ranged: false },
  {
    id: 'settings',
    href: '/settings',
    title: m.frame.pages.settings,
    keys: 'g ,',
    icon: Settings,
    group: 'bottom',
    ranged: false
  }
];

/** The page a path belongs to. */
export function pageAt(path: string): Page | undefined {
  return pages.find((page) => path === page.href || path.startsWith(`${page.href}/`));
}
