// The sizes of an ad and where the platforms show them: one table.

import type { AdSize } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

export interface SizeLook {
  id: AdSize;
  /** `4:5`. */
  ratio: string;
  width: number;
  height: number;
  /** Where it is shown. */
  place: string;
  /** Whether Stories and Reels show it full screen. */
  full: boolean;
}

export const SIZES: SizeLook[] = [
  { id: '4x5', ratio: '4:5', width: 1080, height: 1350, place: m.create.places['4x5'], full: false },
  { id: '9x16', ratio: '9:16', width: 1080, height: 1920, place: m.create.places['9x16'], full: true },
  { id: '1x1', ratio: '1:1', width: 1080, height: 1080, place: m.create.places['1x1'], full: false },
  { id: '1.91x1', ratio: '1.91:1', width: 1200, height: 628, place: m.create.places['1.91x1'], full: false }
];

const byId = new Map(SIZES.map((size) => [size.id, size]));

/** The look of a size. */
export function sizeLook(id: AdSize): SizeLook {
  return byId.get(id) ?? SIZES[0]!;
}
