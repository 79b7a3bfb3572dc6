/** What the Schedule page holds: which jobs are shown, which is open, the form that is being filled in. */

import { untrack } from 'svelte';
import { asAppError, type AppError } from '$lib/errors';
import { zoneHere } from '$lib/format';
import {
  commands,
  type JobDetail,
  type JobRow,
  type JobTypeInfo,
  type FutureRun,
  type SchedulePage
} from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { query } from '$lib/ipc/query.svelte';
import { jobTypeLook } from '$lib/jobTypes';
import { m } from '$lib/messages';
import { clock } from '$lib/state/clock.svelte';
import { Stored } from '$lib/state/stored.svelte';
import { attempt, toasts } from '$lib/state/toasts.svelte';
import { workspace } from '$lib/state/workspace.svelte';
import { draftOf, newDraft, ruleOf, toInput, type Draft } from './draft';
import { acts, type TakeBack } from './acts';
import { groupJobs } from './groups';
import { openForm } from './openForm.svelte';
import { pausedAgain } from './pausedAgain';
import { matches } from './words';

const words = m.schedule;
/** What is typed quickly is one change. */
const SETTLE_MS = 80;

/** What can be said of an act, and how it is taken back. */
interface Done {
  said: string;
  takeBack?: TakeBack;
}

interface View {
  filter: string;
  selected: string | null;
}

export class ScheduleDesk {
  #view = new Stored<View>('schedule', { filter: 'all', selected: null });
  readonly here = zoneHere();
  search = $state('');
  preview = $state.raw<FutureRun[] | null>(null);
  ruleError = $state.raw<AppError | null>(null);
  /** The names of other jobs that do what the form says, when it says. */
  equals = $state.raw<string[]>([]);
  saving = $state(false);
  saveError = $state.raw<AppError | null>(null);
  /** Whether unsaved changes are to be discarded is being asked. */
  asking = $state(false);

  #goto: (path: string) => void;
  #arrived: URLSearchParams | null = null;

  // Behind all state: a query asks its question, and so reads the state, as soon as it is made.
  readonly query = query<SchedulePage>(
    () => ({ key: 'schedule', run: () => call(commands.schedulePage()) }),
    ['jobs', 'runs', 'accounts']
  );
  readonly detail = query<JobDetail>(() => this.#detailAsk(), ['jobs', 'runs']);

  constructor(goto: (path: string) => void) {
    this.#goto = goto;
    openForm.comeBack();
    // The next five runs follow every change of the rule, a moment after it.
    $effect(() => {
      const draft = this.draft;
      if (!draft) return;
      if (draft.unread.length > 0) {
        this.preview = null;
        this.ruleError = null;
        return;
      }
      const input = { rule: ruleOf(draft), zone: draft.zone };
      const timer = setTimeout(() => void this.#previewRule(input), SETTLE_MS);
      return () => clearTimeout(timer);
    });
    // So do the jobs that are equal, every change of the form.
    $effect(() => {
      const asked = this.#equalsAsk();
      if (asked === null) {
        this.equals = [];
        return;
      }
      const timer = setTimeout(() => void this.#findEquals(asked), SETTLE_MS);
      return () => clearTimeout(timer);
    });
  }

  get draft(): Draft | null {
    return openForm.draft;
  }
  set draft(draft: Draft | null) {
    openForm.draft = draft;
  }
  /** The job the form is about; `null` for a new one. */
  get editing(): string | null {
    return openForm.editing;
  }
  /** What the form says differs from what is stored. */
  get unsaved(): boolean {
    return openForm.unsaved;
  }
  get page(): SchedulePage | null {
    return this.query.data;
  }
  get filter(): string {
    return this.#view.value.filter;
  }
  set filter(filter: string) {
    this.#view.patch({ filter });
  }
  get selectedId(): string | null {
    return this.editing ?? (this.draft ? null : this.#view.value.selected);
  }
  get selected(): JobRow | null {
    return this.page?.jobs.find((job) => job.id === this.#view.value.selected) ?? null;
  }
  /** The jobs as they stand in the list, from top to bottom. */
  get shown(): JobRow[] {
    const jobs = (this.page?.jobs ?? []).filter(
      (job) => (this.filter === 'all' || jobTypeLook(job.jobType).group === this.filter) && matches(job, this.search)
    );
    return groupJobs(jobs, clock.now.toISOString(), this.here).flatMap((group) => group.jobs);
  }
  get open(): boolean {
    return this.draft !== null || this.selected !== null;
  }
  /** Why nothing can be changed. */
  get locked(): string | null {
    return workspace.lockedWhy;
  }
  get canCreate(): boolean {
    return this.locked === null && (this.page?.types.length ?? 0) > 0;
  }
  get canAct(): boolean {
    return this.locked === null && this.draft === null && this.selected !== null;
  }
  get canPauseAll(): boolean {
    return this.locked === null && (this.page?.jobs.some((job) => job.state === 'active') ?? false);
  }
  get canResumeAll(): boolean {
    return this.locked === null && (this.page?.jobs.some((job) => job.state === 'paused') ?? false);
  }

  #detailAsk() {
    const id = this.#view.value.selected;
    if (id === null || this.draft) return null;
    return { key: `job ${id}`, run: () => call(commands.scheduleJob(id)) };
  }

  /** What the address of the page asks for, once for each address; a new job waits until one can be made. */
  arrive(params: URLSearchParams): void {
    const job = params.get('job');
    if (params !== this.#arrived) {
      this.#arrived = params;
      if (job) untrack(() => this.#arriveAt(job));
    }
    if (!params.has('new') || !this.canCreate) return;
    untrack(() => {
      this.#goto('/schedule');
      if (!this.draft) this.create();
    });
  }

  /** It is open when the form is gone, about which a person is asked. */
  #arriveAt(job: string): void {
    this.#view.patch({ selected: job });
    if (this.unsaved && this.editing !== job) this.asking = true;
  }

  select(id: string | null): void {
    if (this.unsaved) {
      this.asking = true;
      return;
    }
    this.#closeForm();
    this.#view.patch({ selected: id });
  }
  /** The next or the one before in the list; the panel follows. */
  step(by: number): void {
    const ids = this.shown.map((job) => job.id);
    if (this.draft || ids.length === 0) return;
    const at = ids.indexOf(this.#view.value.selected ?? '');
    const to = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + by));
    this.select(ids[to] ?? null);
    document.querySelector(`[data-job="${ids[to]}"]`)?.scrollIntoView({ block: 'nearest' });
  }
  /** Closes the form, asking first if something was typed; else the panel. */
  leave(): void {
    if (this.unsaved) {
      this.asking = true;
    } else if (this.draft) {
      this.#closeForm();
    } else {
      this.#view.patch({ selected: null });
    }
  }
  discard(): void {
    this.asking = false;
    this.#closeForm();
  }
  showAll(): void {
    this.search = '';
    this.filter = 'all';
  }

  create(type?: JobTypeInfo['jobType']): void {
    const page = this.page;
    const info = page?.types.find((known) => known.jobType === type) ?? page?.types[0];
    if (!page || !info || !this.canCreate) return;
    this.#start(newDraft(info, page.accounts, workspace.account?.id ?? null, this.here, page.now, nameOf), null);
  }
  changeType(type: JobTypeInfo['jobType']): void {
    const page = this.page;
    const info = page?.types.find((known) => known.jobType === type);
    if (!page || !info || !this.draft) return;
    const account = this.draft.parameters.account ?? null;
    const fresh = newDraft(info, page.accounts, account, this.here, page.now, nameOf);
    const { named, name, once, local, repeat, unread, zone, missed, missedLimit, late, maxRuns } = this.draft;
    const kept = { once, local, repeat, unread, zone, missed, missedLimit, late, maxRuns };
    this.draft = { ...fresh, ...kept, ...(named ? { named, name } : {}) };
  }

  /** Another account: the zone and the name follow it, unless a person chose or wrote them. */
  changeAccount(id: string): void {
    const { page, draft } = this;
    if (!page || !draft) return;
    const before = page.accounts.find((account) => account.id === draft.parameters.account);
    const after = page.accounts.find((account) => account.id === id);
    draft.parameters.account = id;
    if (after && (!before || draft.zone === before.zone)) draft.zone = after.zone;
    if (!draft.named) draft.name = nameOf(draft.jobType, after?.name ?? null);
  }

  async act(act: 'run' | 'pause' | 'resume' | 'edit' | 'duplicate' | 'remove' | 'cancel'): Promise<void> {
    const job = this.selected;
    if (!job || !this.canAct) return;
    switch (act) {
      case 'run':
        return this.#do(() => call(commands.runJobNow(job.id)), words.done.started(job.name));
      case 'pause':
        return this.#do(
          () => call(commands.pauseJob(job.id)),
          words.done.paused(job.name),
          async () => {
            await call(commands.resumeJob(job.id));
            return words.done.resumed(job.name);
          }
        );
      case 'resume':
        return this.#do(
          () => call(commands.resumeJob(job.id)),
          words.done.resumed(job.name),
          async () => {
            await call(commands.pauseJob(job.id));
            return words.done.paused(job.name);
          }
        );
      case 'cancel':
        if (job.live) await this.#do(() => call(commands.cancelRun(job.live?.id ?? '')), m.runs.done.cancelled);
        return;
      case 'edit':
        return this.#edit(job, job.id);
      case 'duplicate':
        return this.#edit(job, null);
      case 'remove':
        return this.#do(
          async () => {
            await call(commands.archiveJob(job.id));
            // It stays open if it could not be removed; whoever opened another one meanwhile keeps that.
            if (this.#view.value.selected === job.id) this.#view.patch({ selected: null });
          },
          words.done.removed(job.name),
          async () => {
            const paused = job.state === 'paused';
            await call(commands.restoreJob(job.id, paused));
            return paused ? words.done.restored(job.name) : words.done.resumed(job.name);
          }
        );
    }
  }
  async pauseAll(): Promise<void> {
    await this.#doing(async () => {
      const paused = await call(commands.pauseAllJobs());
      if (paused.length === 0) return { said: words.done.nothingToPause };
      // Only those: what stood still before was meant to.
      const takeBack = async () => resumedAll(await call(commands.resumeAllJobs(paused)));
      return { said: words.done.pausedAll(paused.length), takeBack };
    });
  }
  async resumeAll(): Promise<void> {
    const names = new Map(this.page?.jobs.map((job) => [job.id, job.name]));
    await this.#doing(async () => {
      const resumed = await call(commands.resumeAllJobs(null));
      const said = resumedAll(resumed);
      if (resumed.length === 0) return { said };
      return { said, takeBack: pausedAgain(resumed.map((id) => ({ id, name: names.get(id) ?? id }))) };
    });
  }
  /** Takes back what was paused, resumed or put away last. */
  async undo(): Promise<void> {
    if (this.locked !== null || this.draft) return;
    toasts.withdraw(words.undo);
    await attempt(async () => toasts.say((await acts.takeLast()) ?? words.nothingToUndo));
    await this.query.refresh();
  }

  async save(): Promise<void> {
    const draft = this.draft;
    if (!draft || this.saving) return;
    this.saving = true;
    this.saveError = null;
    try {
      const id = await call(
        this.editing === null ? commands.createJob(toInput(draft)) : commands.changeJob(this.editing, toInput(draft))
      );
      const said = this.editing === null ? words.done.created(draft.name) : words.done.saved(draft.name);
      this.#closeForm();
      this.#view.patch({ selected: id });
      toasts.say(said);
      await this.query.refresh();
    } catch (error) {
      this.saveError = asAppError(error);
    } finally {
      this.saving = false;
    }
  }

  #edit(job: JobRow, editing: string | null): void {
    const info = this.page?.types.find((known) => known.jobType === job.jobType);
    if (!info) return;
    this.#start(draftOf(job, info.jobType), editing);
  }
  #start(draft: Draft, editing: string | null): void {
    openForm.open(draft, editing);
    this.preview = null;
    this.ruleError = null;
    this.equals = [];
    this.saveError = null;
  }
  #closeForm(): void {
    openForm.close();
  }
  #do(work: () => Promise<unknown>, said: string, takeBack?: TakeBack): Promise<void> {
    return this.#doing(async () => {
      await work();
      return { said, takeBack };
    });
  }
  async #doing(work: () => Promise<Done>): Promise<void> {
    const note = acts.begin();
    let done = null as Done | null;
    await attempt(async () => (done = await work()));
    if (!done) return;
    const canUndo = done.takeBack !== undefined && note(done.takeBack);
    toasts.say(done.said, canUndo ? { label: words.undo, run: () => void this.undo() } : undefined);
    await this.query.refresh();
  }
  async #previewRule(input: Parameters<typeof commands.previewRule>[0]): Promise<void> {
    const asked = JSON.stringify(input);
    try {
      const { next } = await call(commands.previewRule(input));
      if (!this.#stillAsked(asked)) return;
      this.preview = next;
      this.ruleError = null;
    } catch (error) {
      if (!this.#stillAsked(asked)) return;
      this.preview = null;
      this.ruleError = asAppError(error);
    }
  }
  /** What is asked about equal jobs; nothing while a time cannot be read. As text, so that equal questions are one. */
  #equalsAsk(): string | null {
    const draft = this.draft;
    return draft && draft.unread.length === 0 ? JSON.stringify([this.editing, toInput(draft)]) : null;
  }
  async #findEquals(asked: string): Promise<void> {
    const [id, input] = JSON.parse(asked) as Parameters<typeof commands.equalJobs>;
    // It is a hint: what is wrong with the file or the form is said by those that must know it.
    const found = await call(commands.equalJobs(id, input)).catch(() => []);
    if (this.#equalsAsk() === asked) this.equals = found;
  }
  /** Answers come in any order: only the one for what stands in the form counts. */
  #stillAsked(asked: string): boolean {
    const draft = this.draft;
    return (
      draft !== null && draft.unread.length === 0 && JSON.stringify({ rule: ruleOf(draft), zone: draft.zone }) === asked
    );
  }
}

function resumedAll(resumed: string[]): string {
  return resumed.length === 0 ? words.done.nothingToResume : words.done.resumedAll(resumed.length);
}

function nameOf(type: string, account: string | null): string {
  return words.form.nameOf(type, jobTypeLook(type).does, account);
}
