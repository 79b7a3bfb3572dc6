/** What the Runs page holds: the list with its filters, the run that is open, its log. */

import { untrack } from 'svelte';
import {
  commands,
  type JobTypeInfo,
  type LogRow,
  type RunDetail,
  type RunRow,
  type RunsPage,
  type RunState
} from '$lib/ipc/bindings';
import { asAppError, type AppError } from '$lib/errors';
import { call } from '$lib/ipc/call';
import { query } from '$lib/ipc/query.svelte';
import { m } from '$lib/messages';
import { Stored } from '$lib/state/stored.svelte';
import { attempt, toasts } from '$lib/state/toasts.svelte';
import { workspace } from '$lib/state/workspace.svelte';
import { merge, passes } from './merge';

export type StateFilter = 'all' | 'live' | 'trouble' | 'skipped';

const states: Record<StateFilter, RunState[]> = {
  all: [],
  live: ['waiting', 'running'],
  trouble: ['failed', 'parked', 'partly', 'cancelled'],
  skipped: ['skipped']
};

interface View {
  type: string;
  state: StateFilter;
  selected: string | null;
  /** The file that the chosen run is of: another one does not have it. */
  of: string | null;
  log: boolean;
}

export class RunsDesk {
  /** Only runs of this schedule. */
  job = $state<string | null>(null);
  #older = $state.raw<RunRow[]>([]);
  #next = $state.raw<string | null | undefined>(undefined);
  #asking = false;
  #arrived: URLSearchParams | null = null;
  olderError = $state.raw<AppError | null>(null);

  #view = new Stored<View>('runs', { type: 'all', state: 'all', selected: null, of: null, log: false });
  readonly query = query<RunsPage>(() => this.#ask(), ['runs', 'jobs']);
  readonly detail = query<RunDetail>(() => this.#askRun(), ['runs']);
  readonly log = query<LogRow[]>(() => this.#askLog(), ['runs']);

  #filter() {
    const { type, state } = this.#view.value;
    return {
      jobType: type === 'all' ? null : (type as JobTypeInfo['jobType']),
      states: states[state],
      job: this.job
    };
  }
  #ask() {
    const filter = this.#filter();
    return { key: `runs ${JSON.stringify(filter)}`, run: () => call(commands.runsPage({ ...filter, after: null })) };
  }
  #askRun() {
    const id = this.selectedId;
    return id === null ? null : { key: `run ${id}`, run: () => call(commands.runDetail(id)) };
  }
  #askLog() {
    const id = this.selectedId;
    return id === null || !this.showLog ? null : { key: `run log ${id}`, run: () => call(commands.runLog(id)) };
  }

  get rows(): RunRow[] {
    return merge(this.query.data?.rows ?? [], this.#older);
  }
  get more(): boolean {
    return (this.#next === undefined ? this.query.data?.next : this.#next) != null;
  }
  get selectedId(): string | null {
    return this.#view.value.of === (workspace.file?.path ?? null) ? this.#view.value.selected : null;
  }
  /** The chosen run; `null` while the newest answer is another's, or its own could not be read. */
  get shown(): RunDetail | null {
    return this.detail.current;
  }
  get canCancel(): boolean {
    return this.locked === null && (this.shown?.canCancel ?? false);
  }
  get canRetry(): boolean {
    return this.locked === null && (this.shown?.canRetry ?? false);
  }
  get showLog(): boolean {
    return this.#view.value.log;
  }
  get type(): string {
    return this.#view.value.type;
  }
  set type(type: string) {
    this.#narrow({ type });
  }
  get state(): StateFilter {
    return this.#view.value.state;
  }
  set state(state: StateFilter) {
    this.#narrow({ state });
  }
  get filtered(): boolean {
    return this.type !== 'all' || this.state !== 'all' || this.job !== null;
  }
  get locked(): string | null {
    return workspace.lockedWhy;
  }

  /** Another filter; the open run stays open only if the list can hold it. */
  #narrow(part: Partial<View>): void {
    const { type, state, selected } = { ...this.#view.value, ...part };
    const known = this.rows.find((row) => row.run.id === selected) ?? this.shown?.row;
    const fits = known !== undefined && passes(known, type, states[state]);
    this.#restart(fits ? part : { ...part, selected: null });
  }
  #restart(part: Partial<View>): void {
    this.#view.patch(part);
    this.#older = [];
    this.#next = undefined;
    this.olderError = null;
  }

  /** What the address of the page asks for, once for each address: what is chosen afterwards stays. */
  arrive(params: URLSearchParams): void {
    if (params === this.#arrived) return;
    this.#arrived = params;
    untrack(() => {
      const run = params.get('run');
      const job = params.get('job');
      if (run) this.open(run);
      if (job !== this.job) {
        this.job = job;
        this.#restart({});
      }
    });
  }
  clear(): void {
    this.job = null;
    this.#restart({ type: 'all', state: 'all' });
  }
  open(id: string | null): void {
    this.#view.patch({ selected: id, of: workspace.file?.path ?? null });
  }
  toggleLog(): void {
    this.#view.patch({ log: !this.showLog });
  }
  step(by: number): void {
    const ids = this.rows.map((row) => row.run.id);
    const at = ids.indexOf(this.selectedId ?? '');
    const to = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + by));
    if (ids[to]) this.open(ids[to]);
  }

  /** The rows behind the last one. */
  async older(): Promise<void> {
    const after = this.#next === undefined ? this.query.data?.next : this.#next;
    if (after == null || this.#asking) return;
    this.#asking = true;
    const filter = this.#filter();
    try {
      const page = await call(commands.runsPage({ ...filter, after }));
      if (JSON.stringify(filter) !== JSON.stringify(this.#filter())) return;
      this.#older = [...this.#older, ...page.rows];
      this.#next = page.next;
      this.olderError = null;
    } catch (error) {
      this.olderError = asAppError(error);
    } finally {
      this.#asking = false;
    }
  }

  async cancel(): Promise<void> {
    const id = this.canCancel && this.shown?.row.run.id;
    if (id && (await attempt(() => call(commands.cancelRun(id))))) this.#did(m.runs.done.cancelled);
  }
  async retry(): Promise<void> {
    const id = this.canRetry && this.shown?.row.run.id;
    if (id && (await attempt(() => call(commands.retryRun(id))))) this.#did(m.runs.done.retried);
  }
  #did(said: string): void {
    toasts.say(said);
    void this.detail.refresh();
    void this.query.refresh();
  }
}
