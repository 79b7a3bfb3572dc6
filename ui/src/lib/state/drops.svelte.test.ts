import { expect, test, vi } from 'vitest';

vi.mock('$app/navigation', () => ({ goto: vi.fn() }));
vi.mock('$lib/ipc/bindings', () => ({ commands: {}, events: {} }));

const { drops } = await import('./drops.svelte');
const { toasts } = await import('./toasts.svelte');
const { workspace } = await import('./workspace.svelte');

test('files that cannot be read end the reading, and it is said', async () => {
  workspace.file = { path: '/file', readOnly: false } as typeof workspace.file;
  drops.offered = { label: 'here', take: () => Promise.reject(new Error('broken')) };
  drops.progress = { done: 1, of: 2 };
  await drops.drop(0, ['/a.png']);
  expect([drops.busy, drops.progress]).toEqual([0, null]);
  expect(toasts.list.map((toast) => toast.error?.message)).toEqual([expect.stringContaining('broken')]);
});
