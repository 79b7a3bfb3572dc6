// What an app lays over an ad, by its size and by where it is shown, and which sizes a placement shows at all. The core's
// check measures against the strictest of these, Stories and Reels together; "Stories only" is for an ad that never
// runs as a Reel.

import type { SizeLook } from '$lib/components/create/sizes';
import type { AdSize } from '$lib/ipc/bindings';

export type Placement = 'all' | 'feed' | 'storiesReels' | 'stories';
export const PLACEMENTS: Placement[] = ['all', 'feed', 'storiesReels', 'stories'];

/** Shares of the picture that are better left free of words and logo. */
export interface Zone {
  top: number;
  bottom: number;
  side: number;
  /** The same in pixels on every side, where the rule is one of pixels. */
  pixels: number | null;
}

/** From March 2026. */
const STORIES_AND_REELS: Zone = { top: 0.14, bottom: 0.35, side: 0.06, pixels: null };
const STORIES: Zone = { top: 0.14, bottom: 0.2, side: 0, pixels: null };
const PORTRAIT: Zone = { top: 64 / 1350, bottom: 64 / 1350, side: 64 / 1080, pixels: 64 };

/** What to leave free on a size; nothing where no app covers anything. */
export function zoneOf(size: AdSize, placement: Placement): Zone | null {
  if (size === '9x16') return placement === 'stories' ? STORIES : STORIES_AND_REELS;
  return size === '4x5' ? PORTRAIT : null;
}

/** Whether a placement shows a size. */
export function shows(placement: Placement, look: SizeLook): boolean {
  return placement === 'all' || look.full === (placement !== 'feed');
}

/** The placement after this one; after the last the first. */
export const nextPlacement = (placement: Placement): Placement =>
  PLACEMENTS[(PLACEMENTS.indexOf(placement) + 1) % PLACEMENTS.length]!;
