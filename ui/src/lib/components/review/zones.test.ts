import { describe, expect, it } from 'vitest';
import { SIZES, sizeLook } from '$lib/components/create/sizes';
import { nextPlacement, PLACEMENTS, shows, zoneOf } from './zones';

describe('zones', () => {
  it('leaves 950 × 979 of a Story free where Reels show it too, 1080 × 1267 in Stories only', () => {
    const free = (zone: ReturnType<typeof zoneOf>) => [
      Math.round(1080 * (1 - 2 * zone!.side)),
      Math.round(1920 * (1 - zone!.top - zone!.bottom))
    ];
    expect(free(zoneOf('9x16', 'storiesReels'))).toEqual([950, 979]);
    expect(zoneOf('9x16', 'all')).toEqual(zoneOf('9x16', 'storiesReels'));
    expect(free(zoneOf('9x16', 'stories'))).toEqual([1080, 1267]);
  });
  it('leaves 64 pixels at each side of 4:5, and nothing of what no app covers', () => {
    const zone = zoneOf('4x5', 'feed')!;
    expect([zone.top * 1350, zone.bottom * 1350, zone.side * 1080].map(Math.round)).toEqual([64, 64, 64]);
    expect(zoneOf('1x1', 'feed')).toBeNull();
    expect(zoneOf('1.91x1', 'all')).toBeNull();
  });
  it('shows a placement its own sizes', () => {
    const shown = (placement: (typeof PLACEMENTS)[number]) =>
      SIZES.filter((size) => shows(placement, size)).map((size) => size.id);
    expect(shown('all')).toHaveLength(4);
    expect(shown('feed')).toEqual(['4x5', '1x1', '1.91x1']);
    expect(shown('stories')).toEqual(['9x16']);
    expect(shows('storiesReels', sizeLook('4x5'))).toBe(false);
  });
  it('comes round', () => {
    expect(PLACEMENTS.reduce((at) => nextPlacement(at), PLACEMENTS[0]!)).toBe('all');
  });
});
