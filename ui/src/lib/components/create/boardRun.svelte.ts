/** The run that makes a board's ads, while the board shows it. */

import { commands, type MakeInput, type RunDetail } from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { query } from '$lib/ipc/query.svelte';
import { attempt } from '$lib/state/toasts.svelte';

export class BoardRun {
  id = $state<string | null>(null);
  #starting = $state(false);

  readonly query = query<RunDetail>(() => {
    const id = this.id;
    return id === null ? null : { key: `run ${id}`, run: () => call(commands.runDetail(id)) };
  }, ['runs']);

  get ended(): boolean {
    const state = this.query.data?.row.run.state;
    return state !== undefined && state !== 'running' && state !== 'waiting';
  }
  /** Under way, or about to be. */
  get busy(): boolean {
    return this.#starting || (this.id !== null && !this.ended);
  }

  async start(input: MakeInput): Promise<void> {
    this.#starting = true;
    await attempt(async () => {
      this.id = await call(commands.makeAds(input));
    });
    this.#starting = false;
  }
  async stop(): Promise<void> {
    const id = this.id;
    if (id) await attempt(() => call(commands.cancelRun(id)));
  }
  /** Takes the run off the page; what it made is in Review. Answers whether it made anything. */
  dismiss(): boolean {
    const state = this.query.data?.row.run.state;
    this.id = null;
    return state === 'done' || state === 'partly';
  }
}
