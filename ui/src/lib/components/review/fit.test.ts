import { describe, expect, it } from 'vitest';
import { SIZES, sizeLook } from '$lib/components/create/sizes';
import { fit } from './fit';

const three = (['4x5', '9x16', '1x1'] as const).map(sizeLook);
const ids = (columns: { id: string }[][]) => columns.map((column) => column.map((size) => size.id));
const room = { width: 2000, height: 2000, around: true, below: 0 };

describe('fit', () => {
  it('gives three sizes the whole width where that is what is short', () => {
    const { across, columns } = fit(three, { ...room, width: 632 });
    expect(across).toBe(200);
    expect(ids(columns)).toEqual([['4x5'], ['9x16'], ['1x1']]);
  });
  it('lets no size stand out below, nor what stands below the last one', () => {
    const bare = { ...room, height: 600, around: false };
    expect(26 + (fit(three, bare).across * 1920) / 1080).toBeLessThanOrEqual(600);
    const last = fit(three.slice(0, 1), { ...bare, below: 40 }).across;
    expect(26 + (last * 1350) / 1080 + 40).toBeLessThanOrEqual(600);
  });
  it('leaves a narrow post more lines for its text', () => {
    const post = three.slice(0, 1);
    const beside = (height: number) => height - (fit(post, { ...room, height }).across * 1350) / 1080;
    expect(beside(480)).toBeGreaterThan(beside(640) + 10);
  });
  it('puts the two lowest of four sizes below each other when that shows all of them larger', () => {
    const { across, columns } = fit(SIZES, { ...room, width: 840, height: 570, around: false });
    expect(ids(columns)).toEqual([['4x5'], ['9x16'], ['1x1', '1.91x1']]);
    expect(across).toBeGreaterThan(240);
    // With posts around them they would not fit below each other.
    expect(ids(fit(SIZES, { ...room, width: 840, height: 570 }).columns)).toHaveLength(4);
  });
  it('never shows an ad larger than a phone does', () => {
    expect(fit(three.slice(0, 1), room).across).toBe(420);
  });
});
