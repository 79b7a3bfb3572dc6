// What the core handed over with the page, so that the first frame shows stored data. It holds for one start: after a
// reload the page asks like any other time.

import type { Start } from './bindings';

declare global {
  interface Window {
    __AD_CREATOR_START__?: Start;
  }
}

/** The page was loaded again in a window that is open. */
export const isReload = (): boolean => {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
};

export const start: Start | null =
  typeof window === 'undefined' || isReload() ? null : (window.__AD_CREATOR_START__ ?? null);

let drawn = start === null;
const waiting: (() => void)[] = [];

/** A page that shows nothing stored (no account yet, an error) is not waited for. */
const PATIENCE_MS = 500;

/** Acts when the first page is on screen: what was handed over is checked then, not while it is drawn. */
export function afterFirstPage(act: () => void): void {
  if (drawn) return act();
  if (waiting.length === 0) setTimeout(firstPageIsDrawn, PATIENCE_MS);
  waiting.push(act);
}

/** The first page is on screen. */
export function firstPageIsDrawn(): void {
  drawn = true;
  for (const act of waiting.splice(0)) act();
}
