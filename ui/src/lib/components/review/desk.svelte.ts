/** What the Review page holds: the list, the ad that is looked at, what was decided here, how ads are shown. */

import {
  commands,
  type AdDecision,
  type AdSize,
  type ReviewAd,
  type ReviewDetail,
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
import { byTemplate } from './groups';
import { markKey, marksOn, type Mark } from './marks';
import { nextToDecide, sortForReview } from './queue';

interface View {
  show: ReviewShow;
  interface: boolean;
  safe: boolean;
  pixels: boolean;
  grid: boolean;
}

export const REASONS = Object.keys(m.review.reasons) as (keyof typeof m.review.reasons)[];

export class ReviewDesk {
  #view = new Stored<View>('review', { show: 'all', interface: true, safe: true, pixels: false, grid: false });
  run = $state<string | null>(null);
  template = $state('all');
  colour = $state('all');
  size = $state('all');
  currentId = $state<string | null>(null);
  /** Put off in this sitting: they come last. */
  later = $state<string[]>([]);
  /** R was pressed: a number gives the reason. */
  rejecting = $state(false);
  exporting = $state(false);
  /** Chosen in the grid. */
  chosen = $state<string[]>([]);
  /** The end was reached and is shown. */
  finished = $state(false);
  #deciding = false;

  readonly query = query<ReviewPage>(
    () => ({
      key: `review ${this.run ?? ''} ${this.show}`,
      run: () => call(commands.reviewPage({ run: this.run, show: this.show }))
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

  constructor() {
    // The first that waits is looked at; one that is not in the list any more gives its place to the next.
    $effect(() => {
      const ads = this.ads;
      if (ads.length === 0) return;
      if (!ads.some((ad) => ad.id === this.currentId))
        this.currentId = (ads.find((ad) => ad.decision === null) ?? ads[0])!.id;
    });
  }

  get show(): ReviewShow {
    return this.#view.value.show;
  }
  set show(show: ReviewShow) {
    this.finished = false;
    this.#view.patch({ show });
  }
  get view(): View {
    return this.#view.value;
  }
  toggle(what: 'interface' | 'safe' | 'pixels' | 'grid'): void {
    this.#view.patch({ [what]: !this.#view.value[what] });
  }

  /** What the address asks for. */
  arrive(params: URLSearchParams): void {
    const run = params.get('run');
    if (run === this.run) return;
    this.run = run;
    this.currentId = null;
    this.finished = false;
    this.later = [];
    this.chosen = [];
  }

  /** The list, filtered, in the order in which it is gone through. */
  get ads(): ReviewAd[] {
    const all = (this.query.data?.ads ?? []).filter(
      (ad) =>
        (this.template === 'all' || ad.template === this.template) &&
        (this.colour === 'all' || ad.colour === this.colour) &&
        (this.size === 'all' || ad.files.some((file) => file.size === this.size))
    );
    return sortForReview(all, this.later);
  }
  get current(): ReviewAd | null {
    return this.ads.find((ad) => ad.id === this.currentId) ?? null;
  }
  get filtered(): boolean {
    return this.template !== 'all' || this.colour !== 'all' || this.size !== 'all' || this.show !== 'all';
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
    return workspace.writable ? null : m.frame.readOnly.title;
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
    this.marked = null;
    this.currentId = id;
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
    return byTemplate(this.ads).flatMap((group) => group.ads);
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

  async decide(decision: AdDecision, reasons: string[] = []): Promise<void> {
    const ads = this.about;
    if (ads.length === 0 || !this.canDecide || this.#deciding) return;
    this.#deciding = true;
    this.rejecting = false;
    // Who comes next is settled by the list as it was looked at.
    const next = nextToDecide(this.ads, ads, this.later);
    const went = await attempt(() => call(commands.decideAds({ ads, decision, reasons })));
    if (went) {
      this.chosen = [];
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
  /** Puts the ad off, or all that are chosen: they come again at the end. */
  putOff(): void {
    const ads = this.about;
    if (ads.length === 0 || !this.canDecide) return;
    const next = nextToDecide(this.ads, ads, this.later);
    this.later = [...this.later.filter((one) => !ads.includes(one)), ...ads];
    this.chosen = [];
    if (ads.length > 1) toasts.say(m.review.done.later(ads.length));
    this.#advance(next);
  }
  async undo(): Promise<void> {
    if (this.locked !== null) return;
    await attempt(async () => {
      const ids = await call(commands.undoDecision());
      if (ids.length === 0 || ids.length > 1) toasts.say(m.review.done.undone(ids.length));
      await this.query.refresh();
      if (ids[0]) this.open(ids[0]);
      void this.detail.refresh();
    });
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
