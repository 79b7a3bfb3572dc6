// The checks of one ad at full size, a moment after it was last changed. Few are asked for at once: the drawings that a
// person looks at come first.

import { untrack } from 'svelte';
import { asAppError } from '$lib/errors';
import { commands, type JudgeAsk } from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { libraryVersion } from './drawing.svelte';
import type { Tile } from './tile.svelte';

const AFTER_MS = 350;
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function turn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

export class Judging {
  #turn = 0;

  constructor(of: () => Tile, ask: () => JudgeAsk | null) {
    $effect(() => {
      const asked = ask();
      const tile = of();
      if (!asked || asked.sizes.length === 0) return;
      const key = JSON.stringify([asked.ad, asked.sizes, asked.copy, libraryVersion()]);
      if (untrack(() => tile.judged) === key) return;
      untrack(() => {
        tile.judgement = null;
        tile.judgeError = null;
      });
      const timer = setTimeout(() => void this.#judge(tile, key, asked), AFTER_MS);
      return () => {
        clearTimeout(timer);
        this.#turn += 1;
      };
    });
  }

  async #judge(tile: Tile, key: string, asked: JudgeAsk): Promise<void> {
    const turnOf = ++this.#turn;
    try {
      const found = await turn(() => (turnOf === this.#turn ? call(commands.judgeAd(asked)) : Promise.resolve(null)));
      if (!found || turnOf !== this.#turn) return;
      tile.judgement = found;
      tile.judged = key;
    } catch (error) {
      if (turnOf !== this.#turn || asAppError(error).code === 'cancelled') return;
      tile.judgement = null;
      tile.judgeError = asAppError(error);
    }
  }
}
