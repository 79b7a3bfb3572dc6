import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { Stored } from './stored.svelte';

test('an effect that changes one field of a setting runs once, not for its own change', () => {
  const view = new Stored('test', { selected: 'a', log: false });
  let ran = 0;
  const stop = $effect.root(() => {
    $effect(() => {
      ran += 1;
      view.patch({ selected: 'b' });
    });
  });
  flushSync();
  expect(view.value).toEqual({ selected: 'b', log: false });
  view.patch({ selected: 'c' });
  flushSync();
  stop();
  expect([ran, view.value.selected]).toEqual([1, 'c']);
});
