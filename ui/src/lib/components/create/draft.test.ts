import { expect, test } from 'vitest';
import type { BoardProduct } from '$lib/ipc/bindings';
import { ANYTHING, freshDraft, readDraft, upToDate } from './draft';
import type { StoredTile } from './tile.svelte';

const product = {
  id: 'p',
  hooks: ['a', 'b', 'c'].map((id) => ({ id, text: `hook ${id}`, awareness: null })),
  offers: [{ id: 'o' }],
  pictures: [{ hash: 'photo' }]
} as unknown as BoardProduct;
const like = {
  sizes: ['4x5' as const],
  colour: 'original' as const,
  also: [],
  everyHook: false,
  count: 8,
  seed: 5,
  only: ANYTHING
};
const fresh = freshDraft(product, like);

test('a new board has the hooks and the first offer of its product', () => {
  expect(fresh.hooks.map((hook) => [hook.id, hook.on])).toEqual([
    ['a', true],
    ['b', true],
    ['c', true]
  ]);
  expect(fresh.offer).toBe('o');
});

test('what was kept comes back, and what is no board does not', () => {
  expect(readDraft(JSON.stringify({ ...fresh, seed: 9, offer: null }), fresh)).toMatchObject({ seed: 9, offer: null });
  expect(readDraft('{"seed":"nine","hooks":7,"other":1}', fresh)).toEqual(fresh);
  expect(readDraft('no JSON', fresh)).toBe(fresh);
});

test('hooks follow the library: new ones are off, gone ones go, typed ones stay', () => {
  const typed = { key: 'new-1', id: null, text: 'typed here', on: true };
  const old = { key: 'x', id: 'x', text: 'put away since', on: true };
  const draft = { ...fresh, hooks: [typed, old, { key: 'b', id: 'b', text: 'hook b, changed here', on: false }] };
  expect(upToDate(draft, product).hooks.map((hook) => [hook.key, hook.on])).toEqual([
    ['new-1', true],
    ['b', false],
    ['a', false],
    ['c', false]
  ]);
});

test('a typed hook that the library has by now is one hook, not two', () => {
  const draft = { ...fresh, hooks: [{ key: 'new-1', id: null, text: product.hooks[0]!.text, on: true }] };
  const now = upToDate(draft, product).hooks;
  expect(now.filter((hook) => hook.text === product.hooks[0]!.text)).toEqual([
    { key: 'new-1', id: product.hooks[0]!.id, text: product.hooks[0]!.text, on: true }
  ]);
});

test('an ad does not hold on to a picture, a hook or an offer that is gone', () => {
  const tile = { hook: 'x', picture: 'cut-out that was refused' } as StoredTile;
  const now = upToDate({ ...fresh, offer: 'gone', tiles: [tile] }, product);
  expect(now.tiles[0]).toMatchObject({ hook: 'a', picture: null });
  expect(now.offer).toBe('o');
});
