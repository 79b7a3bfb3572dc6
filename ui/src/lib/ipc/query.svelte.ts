// A read of the core that a page shows: asked when its key changes, asked again when what it shows changed, with the
// last answer of each key kept, so that going back to a page shows it at once and then refreshes it.

import { untrack } from 'svelte';
import { asAppError, type AppError } from '$lib/errors';
import { commands } from './bindings';
import { onChange, type Kind } from './changes';
import { afterFirstPage, firstPageIsDrawn } from './start';

export interface Ask<T> {
  /** Equal keys are the same question. */
  key: string;
  run: () => Promise<T>;
}

const kept = new Map<string, unknown>();
const KEPT = 60;

function keep(key: string, value: unknown): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
}

/** Keeps an answer that came with the page itself. */
export function handOver(key: string, value: unknown): void {
  keep(key, value);
}

const forgetting = new Set<() => void>();

/** Forgets every answer: another file was opened, or this one was restored. */
export function forgetAnswers(): void {
  kept.clear();
  for (const act of forgetting) act();
}

/** Calls `act` when answers are forgotten, for state that outlives the page that asked. Answers how to stop. */
export function onForget(act: () => void): () => void {
  forgetting.add(act);
  return () => forgetting.delete(act);
}

let told = false;

/** Says once to the core that a page shows stored data: a message that is sent from a frame comes after it was drawn. */
function tellWhenDrawn(): void {
  if (told) return;
  told = true;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    void commands.firstPageDrawn(Math.round(performance.now()));
    firstPageIsDrawn();
  };
  requestAnimationFrame(() => port2.postMessage(null));
}

/** Changes that come in bursts (a sync's slices) lead to one more question, not to one each. */
const SETTLE_MS = 120;

export class Query<T> {
  data = $state.raw<T | null>(null);
  error = $state.raw<AppError | null>(null);
  /** A question is open. */
  loading = $state(false);
  /** What is shown answers an earlier question. */
  stale = $state(false);

  /** The keys of what is asked and of what `data` answers. */
  #asked = $state<string | null>(null);
  #answered = $state<string | null>(null);
  #ask: Ask<T> | null = null;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The data, if it answers the question that is asked now and not the one before it. */
  get current(): T | null {
    return this.#asked === this.#answered ? this.data : null;
  }

  /** Asks this question from now on; `null` asks nothing. */
  use(ask: Ask<T> | null): void {
    if (ask?.key === this.#ask?.key) return;
    this.#ask = ask;
    this.#asked = ask?.key ?? null;
    this.error = null;
    if (!ask) {
      this.#turn += 1;
      this.data = null;
      this.loading = false;
      return;
    }
    const before = kept.get(ask.key) as T | undefined;
    // The last answer stays on screen until the new one is there: nothing jumps.
    if (before !== undefined) {
      this.data = before;
      this.#answered = ask.key;
      tellWhenDrawn();
    }
    this.stale = this.data !== null;
    if (before === undefined) void this.refresh();
    else afterFirstPage(() => void this.refresh());
  }

  /** Asks again now. */
  async refresh(): Promise<void> {
    const ask = this.#ask;
    if (!ask) return;
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const data = await ask.run();
      if (turn !== this.#turn) return;
      keep(ask.key, data);
      this.data = data;
      this.#answered = ask.key;
      tellWhenDrawn();
      this.error = null;
      this.stale = false;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.error = asAppError(error);
    }
    this.loading = false;
  }

  /** Asks again soon, once for many calls. */
  refreshSoon(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.refresh();
    }, SETTLE_MS);
  }
}

/**
 * A query for as long as a component is shown. `ask` is tracked: when what it reads changes, the question does.
 * `kinds` are the changes that make the answer old.
 */
export function query<T>(ask: () => Ask<T> | null, kinds: readonly Kind[] = []): Query<T> {
  const made = new Query<T>();
  $effect.pre(() => {
    const asked = ask();
    untrack(() => made.use(asked));
  });
  $effect(() => onChange(kinds, () => made.refreshSoon()));
  return made;
}
