import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Preview, PreviewAsk } from '$lib/ipc/bindings';

const core = vi.hoisted(() => ({ previewAd: vi.fn() }));
vi.mock('$lib/ipc/bindings', () => ({ commands: core, events: {} }));
vi.stubGlobal('navigator', { hardwareConcurrency: 2 });

const { Drawing } = await import('./drawing.svelte');

const settled = () => new Promise((done) => setTimeout(done));
let finish: Record<string, () => void>;

beforeEach(() => {
  finish = {};
  core.previewAd.mockImplementation(
    (asked: PreviewAsk) =>
      new Promise((done) => {
        const picture = `${asked.place} ${asked.ad.template} ${asked.ad.hook.text}`;
        finish[picture] = () => done({ status: 'ok', data: { picture, size: asked.size } as Preview });
      })
  );
});

class Asked {
  of = $state.raw() as PreviewAsk;
}
const ask = (place: string, template: string, hook = 'One') =>
  ({ place, ad: { product: 'p', template, hook: { id: place, text: hook } }, size: '4x5', width: 80 }) as PreviewAsk;

function drawingOf(first: PreviewAsk) {
  const asked = new Asked();
  asked.of = first;
  let drawing!: InstanceType<typeof Drawing>;
  const stop = $effect.root(() => {
    drawing = new Drawing(() => asked.of);
  });
  flushSync();
  const turnTo = (next: PreviewAsk) => {
    asked.of = next;
    flushSync();
  };
  return { drawing, stop, turnTo };
}

test('another ad never shows the picture of the one before', async () => {
  const { drawing, stop, turnTo } = drawingOf(ask('a 4x5', 'note'));
  finish['a 4x5 note One']?.();
  await settled();
  expect(drawing.preview?.picture).toBe('a 4x5 note One');

  turnTo(ask('b 4x5', 'note'));
  expect(drawing.preview).toBeNull();
  finish['b 4x5 note One']?.();
  await settled();
  expect(drawing.preview?.picture).toBe('b 4x5 note One');

  turnTo(ask('b 4x5', 'offer'));
  expect(drawing.preview, 'another template').toBeNull();
  turnTo(ask('a 4x5', 'note'));
  expect(drawing.preview?.picture, 'what was drawn before is there at once').toBe('a 4x5 note One');
  stop();
});

test('an ad whose words change shows its last picture until the new one is there', async () => {
  const { drawing, stop, turnTo } = drawingOf(ask('c 4x5', 'note'));
  finish['c 4x5 note One']?.();
  await settled();
  turnTo(ask('c 4x5', 'note', 'Two'));
  expect(drawing.preview?.picture).toBe('c 4x5 note One');
  finish['c 4x5 note Two']?.();
  await settled();
  expect(drawing.preview?.picture).toBe('c 4x5 note Two');
  stop();
});
