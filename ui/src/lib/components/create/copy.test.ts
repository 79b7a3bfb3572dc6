import { describe, expect, test } from 'vitest';
import type { BoardProduct } from '$lib/ipc/bindings';
import { cut, graphemes, landing, shows } from './copy';

describe('the words beside the picture', () => {
  test('are counted as a person counts: a family is one', () => {
    expect(graphemes('👨‍👩‍👧 ok')).toBe(4);
  });
  test('are cut before a word', () => {
    expect(cut('Nine sprays, nine plastic bottles', 25)).toEqual({
      shown: 'Nine sprays, nine plastic',
      hidden: 'bottles'
    });
    expect(cut('short', 25)).toEqual({ shown: 'short', hidden: '' });
  });
  test('a word without a gap is cut where it must be', () => {
    expect(cut('Donaudampfschifffahrtsgesellschaft', 10).shown).toBe('Donaudampf');
  });
});

test('an ad leads where its offer leads, else where its product does', () => {
  const product = {
    url: 'https://saltwick.example/set',
    offers: [
      { id: 'sale', url: 'https://saltwick.example/sale' },
      { id: 'usual', url: null }
    ]
  } as unknown as BoardProduct;
  expect(landing(product, 'sale')).toBe('https://saltwick.example/sale');
  expect(landing(product, 'usual')).toBe('https://saltwick.example/set');
  expect(landing(product, null)).toBe('https://saltwick.example/set');
  expect(landing(null, null)).toBe('');
});

test('a placement that does not show a text has no limit for it', () => {
  const limits = [{ placement: 'reels', field: 'primary' as const, characters: 72 }];
  expect(shows(limits, 'reels', 'primary')).toBe(72);
  expect(shows(limits, 'reels', 'headline')).toBeNull();
});
