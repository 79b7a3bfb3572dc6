import { describe, expect, it } from 'vitest';
import { SIZES, sizeLook } from '$lib/components/create/sizes';
import { fit } from './fit';

const three = ['4x5', '9x16', '1x1'].map((id) => sizeLook(id as '4x5'));
const ids = (columns: { id: string }[][]) => columns.map((column) => column.map((size) => size.id));

describe('fit', () => {
  it('gives three sizes the whole width where that is what is short', () => {
    const { across, columns } = fit(three, 632, 2000, true);
    expect(across).toBe(200);
    expect(ids(columns)).toEqual([['4x5'], ['9x16'], ['1x1']]);
  });
  it('lets no size stand out below', () => {
    const { across } = fit(three, 2000, 600, false);
    expect(26 + (across * 1920) / 1080).toBeLessThanOrEqual(600);
    const posts = fit(three, 2000, 600, true).across;
    expect(26 + 182 + (posts * 1350) / 1080).toBeLessThanOrEqual(600);
  });
  it('puts the two lowest of four sizes below each other when that shows all of them larger', () => {
    const { across, columns } = fit(SIZES, 840, 570, false);
    expect(ids(columns)).toEqual([['4x5'], ['9x16'], ['1x1', '1.91x1']]);
    expect(across).toBeGreaterThan(240);
    // With posts around them they would not fit below each other.
    expect(ids(fit(SIZES, 840, 570, true).columns)).toHaveLength(4);
  });
  it('never shows an ad larger than a phone does', () => {
    expect(fit(three.slice(0, 1), 3000, 3000, true).across).toBe(420);
  });
});
