import { describe, expect, test } from 'vitest';
import type { ReviewAd } from '$lib/ipc/bindings';
import { nextToDecide, sortForReview } from './queue';

const ad = (id: string, decision: ReviewAd['decision'] = null) => ({ id, decision }) as ReviewAd;
const ids = (ads: ReviewAd[]) => ads.map((one) => one.id).join('');

describe('going through ads', () => {
  test('the next one is behind the one that was decided', () => {
    expect(nextToDecide([ad('a'), ad('b'), ad('c')], ['a'], [])).toBe('b');
  });
  test('decided ones are passed over, and the start is gone back to', () => {
    expect(nextToDecide([ad('a'), ad('b'), ad('c', 'approved')], ['b'], [])).toBe('a');
  });
  test('nobody is left', () => {
    expect(nextToDecide([ad('a', 'rejected'), ad('b')], ['b'], [])).toBeNull();
  });
  test('those put off come last, and come', () => {
    const ads = sortForReview([ad('a'), ad('b'), ad('c')], ['a']);
    expect(ids(ads)).toBe('bca');
    expect(nextToDecide(ads, ['c'], ['a'])).toBe('a');
  });
});
