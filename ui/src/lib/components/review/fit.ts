// How wide an ad of 1080 may be drawn so that all its sizes, with the interface around them, fit the stage together.

import type { SizeLook } from '$lib/components/create/sizes';

/** What a feed post adds above and below its picture, and what stands between two sizes. */
const POST = 182;
const GAP = 24;
/** Beyond this a frame is larger than a phone shows it. */
const MOST = 420;

/** Pixels across for a size of 1080. */
export function acrossToFit(sizes: SizeLook[], width: number, height: number, around: boolean): number {
  const shares = sizes.reduce((sum, size) => sum + size.width / 1080, 0);
  const byWidth = (width - GAP * (sizes.length - 1)) / Math.max(shares, 1);
  const byHeight = sizes.map((size) => {
    const room = height - 24 - (around && !size.full ? POST : 0);
    return (room * 1080) / size.height;
  });
  return Math.round(Math.max(96, Math.min(MOST, byWidth, ...byHeight)));
}
