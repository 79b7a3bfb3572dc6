import { describe, expect, it } from 'vitest';
import type { BoardAd } from '$lib/ipc/bindings';
import { coloursFor, distinct, fanned, hooksFor, twinOf } from './fan';

const hook = (id: string) => ({ id, text: `Hook ${id}` });
const ad: BoardAd = {
  product: 'p',
  offer: null,
  template: 'statement',
  hook: hook('b'),
  colour: 'brand',
  seed: 1,
  texts: [],
  picture: null
};

describe('what is made of an ad', () => {
  it('is itself while nothing more was chosen', () => {
    expect(fanned(ad, [ad.hook], coloursFor(ad.colour, []))).toEqual([ad]);
  });
  it('is every hook in every colour, its own first, none twice', () => {
    const hooks = hooksFor(ad.hook, [hook('a'), hook('b'), hook('c')]);
    expect(hooks.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    const colours = coloursFor('brand', ['original', 'brand']);
    expect(colours).toEqual(['brand', 'original']);
    const made = fanned(ad, hooks, colours);
    expect(made.map(({ hook, colour }) => `${hook.id} ${colour}`)).toEqual([
      'b brand',
      'b original',
      'a brand',
      'a original',
      'c brand',
      'c original'
    ]);
  });
  it('takes words that stand twice once, and finds the other one', () => {
    const [first, again, other] = [{ text: 'Buy once.' }, { text: ' buy once. ' }, { text: 'Refill.' }];
    expect(distinct([first, again, { text: ' ' }, other])).toEqual([first, other]);
    expect(twinOf(again, [first, again, other])).toBe(first);
    expect(twinOf(other, [first, again, other])).toBeUndefined();
  });
  it('takes a hook that was typed as the one of the library with the same words', () => {
    expect(hooksFor({ id: null, text: ' Hook a ' }, [hook('a')])).toHaveLength(1);
  });
});
