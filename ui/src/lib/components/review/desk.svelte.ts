/** What the Review page holds: the list, the ad that is looked at, what was decided here, how ads are shown. */

import { tick, untrack } from 'svelte';
import {
  commands,
  type AdDecision,
  type AdSize,
  type DecidedAd,
  type ReviewAd,
  type ReviewCounts,
  type ReviewDetail,
  type ReviewFilter,
  type ReviewPage,
  type ReviewShow,
  type SlotBox
} from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { query } from '$lib/ipc/query.svelte';
import { m } from '$lib/messages';
import { Stored } from '$lib/state/stored.svelte';
import { attempt, toasts } from '$lib/state/toasts.svelte';
import { workspace } from '$lib/state/workspace.svelte';
import { exporting } from './exporting.svelte';
import { groupsOf, inOrder, type AdGroup, type GroupBy } from './groups';
import { markKey, marksOn, type Mark } from './marks';
import { nextPlacement, type Placement } from './zones';
import { nextToDecide, sortForReview } from './queue';

interface View {
  show: ReviewShow;
  interface: boolean;
  safe: boolean;
  placement: Placement;
  pixels: boolean;
  grid: boolean;
  group: GroupBy;
  /** Checks that passed are listed one by one. */
  passed: boolean;
}

/** What the list is narrowed by, besides its run. */
export type Narrow = Required<Omit<ReviewFilter, 'run'>>;
const ANY: Narrow = { template: null, colour: null, size: null, product: null, hook: null, fails: null };
const NONE: ReviewCounts = { shown: 0, approved: 0, rejected: 0, waiting: 0 };
/** So many ads before the end of the list the next part of it is asked for. */
const AHEAD = 20;

export const REASONS = Object.keys(m.review.reasons) as (keyof typeof m.review.reasons)[];

export class ReviewDesk {
  #view = new Stored<View>('review', {
    show: 'all',
    interface: true,
    safe: true,
    placement: 'all',
    pixels: false,
    grid: false,
    group: 'all',
    passed: false
  });
  run = $state<string | null>(null);
  #narrow = $state.raw<Narrow>(ANY);
  /** How much of the list is read: so many times its length. */
  #lists = $state(1);
  currentId = $state<string | null>(null);
  /** Put off in this sitting: they come last. */
  later = $state<string[]>([]);
  /** What was put off last, until something else is decided: it is the first thing to be taken back. */
  #putOff: string[] = [];
  /** R was pressed: a number gives the reason. */
  rejecting = $state(false);
  /** Written to go with the next rejection. */
  note = $state('');
  exporting = $state(false);
  /** Chosen in the grid. */
  chosen = $state<string[]>([]);
  /** The end was reached and is shown. */
  finished = $state(false);
  #deciding = false;
  makingSizes = $state(false);

  readonly query = query<ReviewPage>(
    () => ({
      key: `review ${this.show} ${JSON.stringify(this.only)} ${this.#lists}`,
      run: () => call(commands.reviewPage({ show: this.show, only: this.only, lists: this.#lists }))
    }),
    ['ads', 'runs']
  );
  readonly detail = query<ReviewDetail>(() => {
    const id = this.currentId;
    return id === null ? null : { key: `review ad ${id}`, run: () => call(commands.reviewAd(id)) };
  }, ['ads']);

  /** Where the things stand that checks complain about. */
  readonly boxes = query<SlotBox[]>(() => {
    const detail = this.detail.data;
    if (detail?.id !== this.currentId || !detail?.checks.some((row) => markKey(row) !== null)) return null;
    return { key: `review boxes ${detail.id}`, run: () => call(commands.reviewBoxes(detail.id)) };
  });
  /** The failed check that is pointed at. */
  marked = $state<string | null>(null);

  /** The ad that is looked at was chosen from the list as it is now, or by a person: it stays while others come. */
  #settled = false;
  /** Looked at as soon as the list has it. */
  #wanted: string | null = null;

  constructor() {
    // The first that waits is looked at; one that is not in the list any more gives its place to the next. A list that
    // was kept from another time may begin with another ad than the one that is read now.
    $effect(() => {
      if (this.query.current === null) return;
      const ads = this.ads;
      const isFresh = !this.query.stale;
      untrack(() => {
        if (ads.length === 0) return;
        if (ads.some((ad) => ad.id === this.#wanted)) {
          this.currentId = this.#wanted;
          this.#wanted = null;
          this.#settled = true;
        }
        if (!this.#settled || !ads.some((ad) => ad.id === this.currentId))
          this.currentId = (ads.find((ad) => ad.decision === null) ?? ads[0])!.id;
        this.#settled ||= isFresh;
      });
    });
  }

  get show(): ReviewShow {
    return this.#view.value.show;
  }
  set show(show: ReviewShow) {
    this.#again();
    this.#view.patch({ show });
  }
  get narrow(): Narrow {
    return this.#narrow;
  }
  /** Narrows the list, or takes a part of that back with `null`. */
  narrowBy(part: Partial<Narrow>): void {
    this.#again();
    this.#narrow = { ...this.#narrow, ...part };
  }
  widen(): void {
    this.#again();
    this.#narrow = ANY;
  }
  /** Which ads, whatever their state: what is listed, counted and exported. */
  get only(): ReviewFilter {
    return { run: this.run, ...this.#narrow };
  }
  get narrowed(): boolean {
    return Object.values(this.#narrow).some((value) => value !== null);
  }
  get counts(): ReviewCounts {
    return this.query.data?.counts ?? NONE;
  }
  /** How many match and are not read yet. */
  get unread(): number {
    return Math.max(0, this.counts.shown - (this.query.data?.ads.length ?? 0));
  }
  readOn(): void {
    if (this.unread > 0 && !this.query.loading) this.#lists += 1;
  }
  set group(group: GroupBy) {
    this.#view.patch({ group });
  }
  get group(): GroupBy {
    return this.#view.value.group;
  }
  /** Another list is asked for, from its start. */
  #again(): void {
    this.finished = false;
    this.chosen = [];
    this.#lists = 1;
  }
  get view(): View {
    return this.#view.value;
  }
  get placement(): Placement {
    return this.#view.value.placement;
  }
  set placement(placement: Placement) {
    this.#view.patch({ placement });
  }
  stepPlacement(): void {
    this.placement = nextPlacement(this.placement);
  }
  toggle(what: 'interface' | 'safe' | 'pixels' | 'grid' | 'passed'): void {
    this.#view.patch({ [what]: !this.#view.value[what] });
  }

  /** What the address asks for. */
  arrive(params: URLSearchParams): void {
    untrack(() => {
      const run = params.get('run');
      if (run === this.run) return;
      this.#again();
      this.run = run;
      this.#narrow = ANY;
      this.currentId = null;
      this.#settled = false;
      this.later = [];
    });
  }

  /** The list in the order in which it is gone through. */
  get ads(): ReviewAd[] {
    return sortForReview(this.query.data?.ads ?? [], this.later);
  }
  get current(): ReviewAd | null {
    return this.ads.find((ad) => ad.id === this.currentId) ?? null;
  }
  get approved(): ReviewAd[] {
    return this.ads.filter((ad) => ad.decision === 'approved');
  }
  get rejected(): ReviewAd[] {
    return this.ads.filter((ad) => ad.decision === 'rejected');
  }
  get waiting(): ReviewAd[] {
    return this.ads.filter((ad) => ad.decision === null);
  }
  get locked(): string | null {
    return workspace.lockedWhy;
  }
  get canDecide(): boolean {
    return this.locked === null && this.current !== null && !this.finished;
  }
  /** What the keys are about: what is chosen in the grid, or the ad that is looked at. */
  get about(): string[] {
    if (this.view.grid && this.chosen.length > 0) return this.chosen;
    return this.currentId ? [this.currentId] : [];
  }

  step(by: number): void {
    const ids = (this.view.grid ? this.grouped : this.ads).map((ad) => ad.id);
    const at = ids.indexOf(this.currentId ?? '');
    const to = Math.min(ids.length - 1, Math.max(0, at + by));
    if (ids[to]) this.open(ids[to]);
  }
  open(id: string): void {
    this.finished = false;
    this.rejecting = false;
    this.note = '';
    this.marked = null;
    this.#settled = true;
    this.#wanted = null;
    this.currentId = id;
    if (this.ads.findIndex((ad) => ad.id === id) >= this.ads.length - AHEAD) this.readOn();
    requestAnimationFrame(() =>
      document.querySelector(`[data-ad="${id}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    );
  }
  marksOn(size: AdSize): Mark[] {
    const detail = this.detail.data;
    if (detail?.id !== this.currentId || !detail) return [];
    return marksOn(size, detail.checks, this.boxes.data ?? []);
  }
  /** Ads as the grouped view shows them, from the first to the last. */
  get grouped(): ReviewAd[] {
    return inOrder(this.groups);
  }
  get groups(): AdGroup[] {
    return groupsOf(this.ads, this.group);
  }
  /** All that are shown; nothing, if all were chosen. */
  chooseAll(ads: ReviewAd[] = this.ads): void {
    const ids = ads.map((ad) => ad.id);
    const all = ids.every((id) => this.chosen.includes(id));
    const others = this.chosen.filter((id) => !ids.includes(id));
    this.chosen = all ? others : [...others, ...ids];
  }
  /** From the ad that is looked at to this one, as they stand in the grouped view. */
  chooseTo(id: string): void {
    const ids = this.grouped.map((ad) => ad.id);
    const [from, to] = [ids.indexOf(this.currentId ?? id), ids.indexOf(id)].sort((a, b) => a - b) as [number, number];
    this.chosen = [...new Set([...this.chosen, ...ids.slice(Math.max(0, from), to + 1)])];
    this.open(id);
  }
  /** Takes the ad that is looked at and the next one in. */
  chooseOn(by: 1 | -1): void {
    const ids = this.grouped.map((ad) => ad.id);
    const next = ids[ids.indexOf(this.currentId ?? '') + by];
    if (next) this.chooseTo(next);
  }
  choose(id: string): void {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((one) => one !== id) : [...this.chosen, id];
  }

  /** Saves what is being typed of the ad that is looked at; false if that failed. Set by who shows its copy. */
  settle: () => Promise<boolean> = async () => true;

  async decide(decision: AdDecision, reasons: string[] = []): Promise<void> {
    const ads = this.about;
    if (ads.length === 0 || !this.canDecide || this.#deciding) return;
    this.#deciding = true;
    // A decision is about the words that are on screen.
    if (!(await this.settle())) {
      this.#deciding = false;
      return;
    }
    this.rejecting = false;
    this.#putOff = [];
    const note = decision === 'rejected' ? this.note.trim() : '';
    // Who comes next is settled by the list as it was looked at.
    const next = nextToDecide(this.ads, ads, this.later);
    const went = await attempt(() => call(commands.decideAds({ ads, decision, reasons, note })));
    if (went) {
      this.chosen = [];
      this.note = '';
      if (ads.length > 1)
        toasts.say(decision === 'approved' ? m.review.done.approved(ads.length) : m.review.done.rejected(ads.length), {
          label: m.review.panel.undo,
          run: () => void this.undo()
        });
      await this.query.refresh();
      this.#advance(next);
      void this.detail.refresh();
    }
    this.#deciding = false;
  }
  /** Opens the export, with what was typed saved. */
  async export(): Promise<void> {
    if (!(await this.settle())) return;
    // The list may be one from before, or of another batch: there is nothing only if it still says so.
    if (this.counts.approved === 0) {
      await tick();
      await this.query.refresh();
    }
    if (this.counts.approved > 0 || exporting.busy) this.exporting = true;
    else if (this.query.error) toasts.fail(this.query.error);
    else toasts.say(m.review.export.nothingToExport);
  }
  /** Puts the ad off, or all that are chosen: they come again at the end. */
  putOff(): void {
    const ads = this.about;
    if (ads.length === 0 || !this.canDecide) return;
    const next = nextToDecide(this.ads, ads, this.later);
    this.later = [...this.later.filter((one) => !ads.includes(one)), ...ads];
    this.chosen = [];
    this.#putOff = ads;
    if (ads.length > 1) toasts.say(m.review.done.later(ads.length));
    this.#advance(next);
  }
  async undo(): Promise<void> {
    if (this.locked !== null) return;
    if (this.#putOff.length > 0) {
      const back = this.#putOff;
      this.#putOff = [];
      this.later = this.later.filter((ad) => !back.includes(ad));
      if (back[0]) this.open(back[0]);
      return;
    }
    await attempt(async () => {
      const { ads, last } = await call(commands.undoDecision(this.run));
      toasts.withdraw(m.review.panel.undo);
      await this.query.refresh();
      void this.detail.refresh();
      this.#sayUndone(ads, last);
    });
  }
  /** Says what was taken back, or where the last decision is that was not; what is not listed here can be gone to. */
  #sayUndone(ads: string[], last: DecidedAd | null): void {
    const words = m.review.done;
    if (last === null) return toasts.say(words.nothingToUndo);
    const showIt = { label: words.showIt, run: () => void this.#goTo(last) };
    if (ads.length === 0) return toasts.say(words.decidedElsewhere(last.name, last.batch), showIt);
    const listed = ads.find((id) => this.ads.some((ad) => ad.id === id));
    if (listed) this.open(listed);
    toasts.say(words.undone(ads.length, last.name, last.batch), listed ? undefined : showIt);
  }
  /** Shows an ad among all of its run. */
  async #goTo(ad: DecidedAd): Promise<void> {
    if (this.run !== null && this.run !== ad.run) await this.visit(`/review?run=${ad.run}`);
    this.widen();
    this.show = 'all';
    this.open(ad.id);
    this.#wanted = ad.id;
  }
  /** Goes to another address of the page. Set by the page. */
  visit: (address: string) => Promise<void> = async () => {};
  /** Makes the sizes that the ad was not made in. */
  async makeMissing(): Promise<void> {
    const id = this.currentId;
    if (id === null || this.makingSizes) return;
    this.makingSizes = true;
    await attempt(async () => {
      const made = await call(commands.makeMissingSizes([id]));
      toasts.say(m.review.panel.missingMade(made));
      await Promise.all([this.detail.refresh(), this.query.refresh()]);
    });
    this.makingSizes = false;
  }
  async approvePassing(): Promise<void> {
    const ads = this.waiting.filter((ad) => ad.checked === 'approved').map((ad) => ad.id);
    if (ads.length === 0) return;
    this.chosen = ads;
    const grid = this.view.grid;
    this.#view.patch({ grid: true });
    await this.decide('approved');
    this.#view.patch({ grid });
  }
  #advance(next: string | null): void {
    if (next === null) this.finished = true;
    else this.open(next);
  }
}
