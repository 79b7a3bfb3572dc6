import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('./bindings', () => ({ commands: { firstPageDrawn: vi.fn() }, events: {} }));

const { forgetAnswers, Query } = await import('./query.svelte');

beforeEach(() => {
  forgetAnswers();
  vi.stubGlobal('requestAnimationFrame', () => 0);
});

const answering = (key: string, data: string) => ({ key, run: () => Promise.resolve(data) });
const failing = (key: string) => ({ key, run: () => Promise.reject(new Error('gone')) });
const settled = () => new Promise((done) => setTimeout(done));

test('the answer to the question before stays to be looked at, but is not the current one', async () => {
  const query = new Query<string>();
  query.use(answering('a', 'of a'));
  await settled();
  expect(query.current).toBe('of a');

  query.use(failing('b'));
  expect([query.data, query.current]).toEqual(['of a', null]);
  await settled();
  expect([query.data, query.current, query.error?.code]).toEqual(['of a', null, 'internal']);

  query.use(answering('a', 'of a, again'));
  expect([query.current, query.error]).toEqual(['of a', null]);
  await settled();
  expect(query.current).toBe('of a, again');
});

test('an answer that is already there stays current while it is asked for again, even if that fails', async () => {
  const query = new Query<string>();
  let goes = true;
  query.use({ key: 'a', run: () => (goes ? Promise.resolve('of a') : Promise.reject(new Error('gone'))) });
  await settled();
  goes = false;
  await query.refresh();
  expect([query.current, query.error?.code]).toEqual(['of a', 'internal']);
  query.use(null);
  expect(query.current).toBeNull();
});
