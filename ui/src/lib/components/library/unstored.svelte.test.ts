import { expect, test, vi } from 'vitest';
import type { OfferForm } from '$lib/ipc/bindings';

vi.mock('$lib/ipc/bindings', () => ({ commands: {}, events: {} }));
const { forgetAnswers } = await import('$lib/ipc/query.svelte');
const { OfferDraft } = await import('./offerDraft.svelte');
const { unstored } = await import('./unstored.svelte');

const offer = (name: string) => ({ name }) as OfferForm;
const typed = (name: string) => ({ fields: offer(name), known: offer(''), refused: null });

test('what was typed and not stored stays by product until another file is open', () => {
  expect(unstored.some('p')).toBe(false);
  unstored.keepOffer('p', 'o', typed('Deal'));
  unstored.keepHooks('p', 'Stop buying water');
  expect(unstored.offer('p', 'o')?.fields.name).toBe('Deal');
  expect(unstored.hooks('p')).toBe('Stop buying water');
  expect([unstored.some('p'), unstored.some('q')]).toEqual([true, false]);
  unstored.keepOffer('p', 'o', null);
  unstored.keepHooks('p', ' ');
  expect(unstored.some('p')).toBe(false);
  unstored.keepHooks('p', 'x');
  forgetAnswers();
  expect(unstored.some('p')).toBe(false);
});

test('a draft is kept with what was typed in it, and one without anything is not', () => {
  const [full, empty] = [new OfferDraft(offer(''), async () => null), new OfferDraft(offer(''), async () => null)];
  unstored.keepDrafts('p', [full, empty]);
  unstored.keepOffer('p', full.key, typed('Deal'));
  expect(unstored.drafts('p')).toEqual([full]);
  expect(unstored.drafts('q')).toEqual([]);
});
