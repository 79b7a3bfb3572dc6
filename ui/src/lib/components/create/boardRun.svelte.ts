/** The runs that make a board's ads, one after the other, while the board shows them: usually one. */

import { untrack } from 'svelte';
import { commands, type MakeInput, type RunDetail } from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { query } from '$lib/ipc/query.svelte';
import { attempt } from '$lib/state/toasts.svelte';
import { NOTHING, outcomeOf, together, type Outcome } from './outcome';

export class BoardRun {
  #runs = $state.raw<string[]>([]);
  #at = $state(0);
  #starting = $state(false);
  /** What the runs before this one did. */
  before = $state.raw<Outcome>(NOTHING);
  /** Ads that all of them make. */
  ads = $state(0);

  readonly query = query<RunDetail>(() => {
    const id = this.id;
    return id === null ? null : { key: `run ${id}`, run: () => call(commands.runDetail(id)) };
  }, ['runs']);

  constructor() {
    // When one has made its part the board goes on to the next.
    $effect(() => {
      const run = this.query.current?.row.run;
      if (!run || this.place >= this.count || (run.state !== 'done' && run.state !== 'partly')) return;
      untrack(() => {
        this.before = together(this.before, outcomeOf(run.facts));
        this.#at += 1;
      });
    });
  }

  /** The run that is under way, or the last one. */
  get id(): string | null {
    return this.#runs[this.#at] ?? null;
  }
  /** Which of how many it is, from 1. */
  get place(): number {
    return this.#at + 1;
  }
  get count(): number {
    return this.#runs.length;
  }
  /** What all of them did. */
  get outcome(): Outcome {
    const run = this.query.current?.row.run;
    return run ? together(this.before, outcomeOf(run.facts)) : this.before;
  }

  get ended(): boolean {
    const state = this.query.current?.row.run.state;
    if (state === undefined || state === 'running' || state === 'waiting') return false;
    return this.place >= this.count || (state !== 'done' && state !== 'partly');
  }
  /** Under way, or about to be. */
  get busy(): boolean {
    return this.#starting || (this.id !== null && !this.ended);
  }

  async start(input: MakeInput, ads: number): Promise<void> {
    this.#starting = true;
    await attempt(async () => {
      const runs = await call(commands.makeAds(input));
      this.#at = 0;
      this.before = NOTHING;
      this.ads = ads;
      this.#runs = runs;
    });
    this.#starting = false;
  }
  async stop(): Promise<void> {
    const id = this.id;
    if (id) await attempt(() => call(commands.cancelRun(id)));
  }
  /** Takes them off the page; what they made is in Review. Answers whether they made all. */
  dismiss(): boolean {
    const state = this.query.data?.row.run.state;
    this.#runs = [];
    this.#at = 0;
    return state === 'done' || state === 'partly';
  }
}
