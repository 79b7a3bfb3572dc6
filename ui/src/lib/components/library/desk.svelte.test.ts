import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { OfferForm, ProductForm } from '$lib/ipc/bindings';

const core = vi.hoisted(() => ({
  libraryPage: vi.fn(),
  saveProduct: vi.fn(),
  saveOffer: vi.fn(),
  firstPageDrawn: vi.fn()
}));
vi.mock('$app/navigation', () => ({ goto: vi.fn() }));
vi.mock('$lib/ipc/bindings', () => ({ commands: core, events: {} }));

const { toasts } = await import('$lib/state/toasts.svelte');
const { LibraryDesk } = await import('./desk.svelte');

const ok = (data: unknown) => Promise.resolve({ status: 'ok', data });
const failed = (code: string) =>
  Promise.resolve({ status: 'error', error: { code, message: code, nextStep: '', lost: false } });

function desk() {
  let made!: InstanceType<typeof LibraryDesk>;
  const stop = $effect.root(() => {
    made = new LibraryDesk();
  });
  flushSync();
  return { desk: made, stop };
}

beforeEach(() => {
  vi.resetAllMocks();
  vi.stubGlobal('requestAnimationFrame', () => 0);
  core.libraryPage.mockImplementation(() => ok({ brands: [] }));
  toasts.list = [];
});

test('what cannot be used is left to its field to say, and nothing else is', async () => {
  const { desk: library, stop } = desk();
  core.saveProduct.mockImplementation(() => failed('invalid_input'));
  core.saveOffer.mockImplementation(() => failed('invalid_input'));
  expect((await library.saveProduct({ price: 'cheap' } as ProductForm))?.code).toBe('invalid_input');
  expect((await library.saveOffer('p', { price: 'cheap' } as OfferForm))?.code).toBe('invalid_input');
  expect(toasts.list).toEqual([]);

  core.saveOffer.mockImplementation(() => failed('already_exists'));
  expect((await library.saveOffer('p', { name: 'Kit' } as OfferForm))?.code).toBe('already_exists');
  expect(toasts.list).toEqual([]);

  core.saveProduct.mockImplementation(() => failed('conflict'));
  expect((await library.saveProduct({} as ProductForm))?.code).toBe('conflict');
  expect(toasts.list.map((toast) => toast.error?.code)).toEqual(['conflict']);

  core.saveProduct.mockImplementation(() => ok('p'));
  expect(await library.saveProduct({} as ProductForm)).toBeNull();
  expect(library.saving).toBe(0);
  stop();
});
