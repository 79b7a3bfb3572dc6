import { describe, expect, test } from 'vitest';
import { cut, graphemes, withUtm } from './copy';

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

describe('the address', () => {
  test('carries the pattern with its values', () => {
    expect(withUtm('https://saltwick.example/set', 'utm_content={ad}', { ad: 'PH 1' })).toBe(
      'https://saltwick.example/set?utm_content=PH%201'
    );
    expect(withUtm('https://a.example/?x=1', 'utm_content={ad}', { ad: 'b' })).toBe(
      'https://a.example/?x=1&utm_content=b'
    );
  });
});
