import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { OfferForm, ProductForm } from '$lib/ipc/bindings';

const core = vi.hoisted(() => ({
  libraryPage: vi.fn(),
  saveProduct: vi.fn(),
  saveOffer: vi.fn(),
  libraryProduct: vi.fn(),
  undoLibrary: vi.fn(),
  firstPageDrawn: vi.fn()
}));
vi.mock('$app/navigation', () => ({ goto: vi.fn() }));
vi.mock('$lib/ipc/bindings', () => ({ commands: core, events: {} }));

const { toasts } = await import('$lib/state/toasts.svelte');
const { workspace } = await import('$lib/state/workspace.svelte');
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
  core.libraryProduct.mockImplementation((id: string) => ok({ form: { id } }));
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

const row = (id: string, active = true) => ({ id, name: id, active });
const brand = (id: string, products: unknown[], active = true) => ({ form: { id, name: id }, products, active });
const settled = async () => {
  await new Promise((done) => setTimeout(done));
  flushSync();
};
function lists(...brands: unknown[]) {
  core.libraryPage.mockImplementation(() => ok({ brands, templates: [] }));
}

test('a new product belongs to the brand that is open, else to that of the account, and never to one put away', async () => {
  lists(brand('away', [], false), brand('first', [row('p')]), brand('linked', []));
  const { desk: library, stop } = desk();
  await settled();
  expect(library.brandOfOpen?.form.id).toBe('first');
  workspace.frame = { accounts: [{ id: 'act_1', brand: 'linked' }] } as unknown as typeof workspace.frame;
  expect(library.brandOfOpen?.form.id).toBe('linked');
  library.open = { kind: 'brand', id: 'away' };
  expect(library.brandOfOpen?.form.id).toBe('linked');
  library.open = { kind: 'product', id: 'p' };
  expect(library.brandOfOpen?.form.id).toBe('first');
  workspace.frame = null;
  stop();
});

test('what is counted is what is listed', async () => {
  lists(brand('away', [row('hidden')], false), brand('first', [row('p'), row('q', false)]));
  const { desk: library, stop } = desk();
  await settled();
  expect(library.counts).toEqual({ brands: 1, products: 1 });
  library.archived = true;
  expect(library.counts).toEqual({ brands: 2, products: 3 });
  library.archived = false;
  stop();
});

test('what an undo puts away is edited no more', async () => {
  lists(brand('first', [row('p')]));
  const { desk: library, stop } = desk();
  await settled();
  library.open = { kind: 'product', id: 'p' };
  core.undoLibrary.mockImplementation(() => ok([]));
  lists(brand('first', [row('p', false)]));
  await library.undo();
  expect(library.open).toEqual({ kind: 'brand', id: 'first' });
  lists(brand('first', [], false));
  await library.undo();
  expect(library.open).toBeNull();
  stop();
});

test('what is typed before the name field of something new is there is its name', async () => {
  lists(brand('first', []));
  const { desk: library, stop } = desk();
  await settled();
  core.saveProduct.mockImplementation(() => ok('new'));
  const made = library.newProduct();
  expect(library.beginning).toBe(true);
  for (const key of ['N', 'o', 'x', 'Backspace']) library.typeAhead(key);
  void library.newProduct();
  await made;
  expect(core.saveProduct).toHaveBeenCalledTimes(1);
  expect(library.named('other')).toBeNull();
  expect(library.named('new')).toBe('No');
  expect([library.beginning, library.named('new')]).toEqual([false, null]);
  stop();
});

test('what was open in another file is not open in this one', async () => {
  const { desk: library, stop } = desk();
  library.open = { kind: 'product', id: 'p' };
  expect(library.open).toEqual({ kind: 'product', id: 'p' });
  workspace.file = { path: '/other', readOnly: false } as typeof workspace.file;
  expect(library.open).toBeNull();
  workspace.file = null;
  stop();
});
