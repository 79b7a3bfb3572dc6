// The pages that exist, for the rail, the palette and the keys.

import type { Component } from 'svelte';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import History from '@lucide/svelte/icons/history';
import LayoutList from '@lucide/svelte/icons/layout-list';
import Images from '@lucide/svelte/icons/images';
import Library from '@lucide/svelte/icons/library-big';
import Settings from '@lucide/svelte/icons/settings';
import SquarePlus from '@lucide/svelte/icons/square-plus';
import { m } from './messages';

export interface Page {
  id: 'overview' | 'performance' | 'create' | 'review' | 'library' | 'schedule' | 'runs' | 'settings';
  href: string;
  title: string;
  /** The two keys that go there. */
  keys: string;
  icon: Component<{ size?: number | string; strokeWidth?: number | string }>;
  group: 'top' | 'measure' | 'make' | 'run' | 'bottom';
  /** Whether the date range in the top bar is about this page. */
  ranged: boolean;
  /** Its pictures want the width: the rail stands back further up than elsewhere. */
  roomy?: boolean;
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
    id: 'create',
    href: '/create',
    title: m.frame.pages.create,
    keys: 'g c',
    icon: SquarePlus,
    group: 'make',
    ranged: false,
    roomy: true
  },
  {
    id: 'review',
    href: '/review',
    title: m.frame.pages.review,
    keys: 'g v',
    icon: Images,
    group: 'make',
    ranged: false,
    roomy: true
  },
  {
    id: 'library',
    href: '/library',
    title: m.frame.pages.library,
    keys: 'g l',
    icon: Library,
    group: 'make',
    ranged: false
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
