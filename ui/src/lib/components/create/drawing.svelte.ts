// A drawing of one ad in one size for one place on screen. It follows the ad: what is typed is drawn a moment later,
// and an older drawing for the same place is stopped by the core. The last one of the same ad stays on screen until the
// new one is there.

import { untrack } from 'svelte';
import { asAppError, type AppError } from '$lib/errors';
import { commands, type Preview, type PreviewAsk } from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { onChange } from '$lib/ipc/changes';
import { Turns } from './turns';

/** Drawings by what they draw: going back to a size or an ad shows it at once. */
const kept = new Map<string, Preview>();
const KEPT = 240;

const turns = new Turns(Math.max(2, navigator.hardwareConcurrency || 2));

function keep(key: string, preview: Preview): void {
  kept.delete(key);
  kept.set(key, preview);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
}

let version = $state(0);
onChange(['library', 'settings'], () => {
  kept.clear();
  version += 1;
});

/** Counts the changes of the library: after each, the same ad may look different, and be judged differently. */
export const libraryVersion = (): number => version;

export class Drawing {
  preview = $state.raw<Preview | null>(null);
  error = $state.raw<AppError | null>(null);
  pending = $state(false);
  #turn = 0;
  #asked: PreviewAsk | null = null;
  #first: () => boolean;

  /**
   * Follows what `ask` answers for as long as the component is shown. With `settle` a change of what stands in a place is
   * drawn when it has not changed again for so many milliseconds; what comes new to a place is drawn at once. What is
   * `first` is drawn before others that wait.
   */
  constructor(ask: () => PreviewAsk | null, settle = 0, first: () => boolean = () => false) {
    this.#first = first;
    $effect(() => {
      const asked = ask();
      void version;
      if (!asked) return;
      const key = keyOf(asked);
      const same = this.#asked !== null && isSameAd(asked, this.#asked);
      const changes = same && !kept.has(key);
      this.#asked = asked;
      // What stood in the place must not be taken for another ad.
      if (!same) this.preview = null;
      if (settle === 0 || !changes) {
        untrack(() => void this.#draw(key, asked));
        return;
      }
      const timer = setTimeout(() => void this.#draw(key, asked), settle);
      return () => clearTimeout(timer);
    });
  }

  /** The picture is not there any more: it is drawn again. */
  again(): void {
    const asked = this.#asked;
    if (!asked) return;
    kept.delete(keyOf(asked));
    void this.#draw(keyOf(asked), asked);
  }

  async #draw(key: string, asked: PreviewAsk): Promise<void> {
    const turn = ++this.#turn;
    const before = kept.get(key);
    if (before) {
      this.preview = before;
      this.error = null;
      this.pending = false;
      return;
    }
    this.pending = true;
    this.error = null;
    try {
      const preview = await turns.take(this.#first, () =>
        // Something newer may have been asked for meanwhile.
        turn === this.#turn ? call(commands.previewAd(asked)) : Promise.resolve(null)
      );
      if (preview) keep(key, preview);
      if (preview === null || turn !== this.#turn) return;
      this.preview = preview;
      this.error = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      const shown = asAppError(error);
      if (shown.code === 'cancelled') return;
      this.error = shown;
    }
    this.pending = false;
  }
}

/** Whether two drawings are of one ad: another template in the same place is another one. */
const isSameAd = (one: PreviewAsk, other: PreviewAsk) =>
  one.place === other.place && one.ad.template === other.ad.template && one.ad.product === other.ad.product;

const keyOf = (asked: PreviewAsk) => JSON.stringify([asked.ad, asked.size, asked.width, asked.mended]);
