import { describe, expect, test } from 'vitest';
import type { AdSize, ReviewAd } from '$lib/ipc/bindings';
import { groupsOf, inOrder } from './groups';

const ad = (id: string, template: string, colour: ReviewAd['colour'], sizes: AdSize[]) =>
  ({ id, template, colour, files: sizes.map((size) => ({ id: `${id} ${size}`, size })) }) as ReviewAd;
const ads = [
  ad('a', 'T', 'brand', ['1x1', '4x5']),
  ad('b', 'S', 'original', ['4x5']),
  ad('c', 'T', 'original', ['4x5'])
];
const said = (by: 'template' | 'all') =>
  groupsOf(ads, by).map((group) => `${group.key}: ${group.ads.map((one) => one.id).join('')}`);

describe('groups of ads', () => {
  test('by template, in order of appearance, the original colours first', () => {
    expect(said('template')).toEqual(['T: ca', 'S: b']);
  });
  test('by template, size and colour: an ad stands in the group of each of its sizes', () => {
    expect(said('all')).toEqual(['T 4x5 original: c', 'T 4x5 brand: a', 'T 1x1 brand: a', 'S 4x5 original: b']);
  });
  test('the keyboard goes to each ad once', () => {
    expect(inOrder(groupsOf(ads, 'all')).map((one) => one.id)).toEqual(['c', 'a', 'b']);
  });
});
