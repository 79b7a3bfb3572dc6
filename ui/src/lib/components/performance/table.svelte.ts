// The state of the Performance page: what is asked, the answer, the rows that have been fetched of it, and where the
// person is in the list. It outlives the page, so that coming back shows everything as it was left.

import { untrack } from 'svelte';
import { asAppError, type AppError } from '$lib/errors';
import {
  commands,
  type Column,
  type DeliveryFilter,
  type Level,
  type PerformanceDetail,
  type PerformanceQuery,
  type PerformanceRow,
  type PerformanceView,
  type Verdict
} from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { onForget } from '$lib/ipc/query.svelte';
import type { MetricId } from '$lib/format/figures';
import { Stored } from '$lib/state/stored.svelte';
import { DEFAULT_COLUMNS } from './columns';

/** Rows fetched at a time. */
const SLICE = 100;

export interface Settings {
  level: Level;
  delivered: boolean;
  delivery: DeliveryFilter;
  campaigns: string[];
  adSets: string[];
  verdict: Verdict | null;
  sortBy: Column;
  descending: boolean;
  columns: Column[];
  compact: boolean;
  pictures: boolean;
  cards: boolean;
  trend: boolean;
  line: MetricId | null;
  bars: MetricId | null;
  nameWidth: number;
  /** The row whose panel is open, by id. */
  open: string | null;
  scroll: number;
  /** Whose campaigns and rows these settings name. */
  account: string | null;
}

const START: Settings = {
  level: 'ad',
  delivered: true,
  delivery: 'any',
  campaigns: [],
  adSets: [],
  verdict: null,
  sortBy: 'spend',
  descending: true,
  columns: DEFAULT_COLUMNS,
  compact: false,
  pictures: true,
  cards: false,
  trend: true,
  line: 'costPerResult',
  bars: 'spend',
  nameWidth: 228,
  open: null,
  scroll: 0,
  account: null
};

/** From the whole down to its parts. */
export const LEVELS: Level[] = ['campaign', 'adset', 'ad'];

/** The filter that leaves what is in these campaigns or ad sets. */
const below = (level: Level, ids: string[]): Partial<Settings> =>
  level === 'campaign' ? { campaigns: ids, adSets: [] } : { adSets: ids };

export class Table {
  #settings = new Stored<Settings>('performance', START);
  search = $state('');
  view = $state.raw<PerformanceView | null>(null);
  /** The question that `view` answers: the settings may be further on already. */
  answered = $state.raw<PerformanceQuery | null>(null);
  /** Grows when `view` answers another question than the one before it: what was scrolled to is gone. */
  turned = $state(0);
  /** It grew because the same rows were sorted otherwise: the list is read from its top then. */
  sorted = false;
  error = $state.raw<AppError | null>(null);
  loading = $state(false);
  /** The row the person is at; −1 is none. */
  active = $state(-1);
  /** The cell of that row: 0 is the name. */
  cell = $state(0);
  selected = $state.raw<ReadonlyMap<string, PerformanceRow>>(new Map());
  detail = $state.raw<PerformanceDetail | null>(null);

  #rows = $state.raw<ReadonlyMap<number, PerformanceRow>>(new Map());
  #pending = new Set<number>();
  #key = '';
  #turn = 0;
  /** The first row in sight. */
  #from = 0;
  #detailTurn = 0;
  /** What is being gone to, until it is found or its filters have been taken away. */
  #revealing: string | null = null;

  get settings(): Settings {
    return this.#settings.value;
  }
  set(part: Partial<Settings>): void {
    this.#settings.patch(part);
  }

  /** The question for a scope, as the settings stand. */
  question(scope: PerformanceQuery['scope']): PerformanceQuery {
    const { level, delivered, delivery, campaigns, adSets, verdict, sortBy, descending } = this.settings;
    return {
      scope,
      level,
      filter: { delivered, delivery, campaigns, adSets, verdict, search: this.search.trim() },
      sort: { by: sortBy, descending }
    };
  }

  /** Asks about a scope as the settings stand; `again` asks even if that is answered already. */
  follow(scope: PerformanceQuery['scope'], again = false): Promise<void> {
    if (untrack(() => this.settings.account) !== scope.account) this.#change(scope.account);
    return this.#ask(this.question(scope), again);
  }

  /** Another account has other campaigns and other rows: nothing of the one before may stay, on screen or in the filter. */
  #change(account: string): void {
    this.#empty();
    this.set({ account, campaigns: [], adSets: [], open: null, scroll: 0 });
  }

  /** Lets go of all rows: they are of another account or of another file. */
  #empty(): void {
    this.#turn += 1;
    this.#detailTurn += 1;
    this.#key = '';
    this.#from = 0;
    this.#pending.clear();
    this.#rows = new Map();
    this.#revealing = null;
    this.view = this.answered = this.detail = this.error = null;
    this.active = -1;
    this.search = '';
    this.clearSelection();
  }

  /** Another file was opened, or this one was restored. */
  leaveFile(): void {
    this.#empty();
    this.set({ account: null });
  }

  async #ask(query: PerformanceQuery, again: boolean): Promise<void> {
    const key = JSON.stringify(query);
    if (key === this.#key && !again) return;
    const another = key !== untrack(() => JSON.stringify(this.answered));
    this.#key = key;
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const view = await call(commands.performanceView(query));
      const first = another ? 0 : Math.floor(this.#from / SLICE);
      const slice = await call(commands.performanceRows(view.handle, first * SLICE, SLICE));
      if (turn !== this.#turn) return;
      const at = this.row(this.active)?.id;
      const before = this.view;
      const sorted = this.answered !== null && isSortedOtherwise(this.answered, query);
      this.#pending.clear();
      this.#rows = new Map(slice.rows.map((row, index) => [slice.offset + index, row]));
      this.view = view;
      this.answered = query;
      this.error = null;
      await this.#findOpen(at);
      this.sorted = sorted;
      if (another && before !== null) this.turned += 1;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.error = asAppError(error);
      this.#key = '';
    }
    this.loading = false;
  }

  row(index: number): PerformanceRow | undefined {
    return this.#rows.get(index);
  }

  /** Fetches what is missing between two places. */
  need(from: number, to: number): void {
    const view = this.view;
    this.#from = Math.max(0, from);
    if (!view) return;
    const last = Math.min(to, view.rows - 1);
    for (let slice = Math.floor(from / SLICE); slice <= Math.floor(last / SLICE); slice += 1) {
      if (slice < 0 || this.#pending.has(slice) || this.#rows.has(slice * SLICE)) continue;
      this.#pending.add(slice);
      void this.#fetch(view.handle, slice);
    }
  }

  async #fetch(handle: number, slice: number): Promise<void> {
    try {
      const answer = await call(commands.performanceRows(handle, slice * SLICE, SLICE));
      if (this.view?.handle !== handle) return;
      const rows = new Map(this.#rows);
      answer.rows.forEach((row, index) => rows.set(answer.offset + index, row));
      this.#rows = rows;
    } catch (error) {
      if (this.view?.handle === handle) this.error = asAppError(error);
    }
    this.#pending.delete(slice);
  }

  /** Opens the panel on a row, and keeps it on that row as the person walks. */
  async open(index: number): Promise<void> {
    const view = this.view;
    if (!view || index < 0 || index >= view.rows) return;
    this.active = index;
    const turn = ++this.#detailTurn;
    try {
      const detail = await call(commands.performanceDetail(view.handle, index));
      if (turn !== this.#detailTurn) return;
      this.detail = detail;
      this.set({ open: detail.row.id });
    } catch (error) {
      if (turn === this.#detailTurn) this.error = asAppError(error);
    }
  }

  close(): void {
    this.#detailTurn += 1;
    this.detail = null;
    this.set({ open: null });
  }

  /** Moves by some rows; who is at none begins at an end of the list. */
  move(by: number): void {
    if (this.active >= 0) this.moveTo(this.active + by);
    else this.moveTo(by > 0 ? 0 : Infinity);
  }

  /** Goes to a row, or as far as there are rows; an open panel follows. */
  moveTo(index: number): void {
    const rows = this.view?.rows ?? 0;
    if (rows === 0) return;
    this.active = Math.min(rows - 1, Math.max(0, index));
    if (this.settings.open !== null) void this.open(this.active);
  }

  /** Goes to an object and opens its panel; filters that hide it are taken away. */
  reveal(level: Level, id: string): void {
    const sameView = this.view !== null && !this.loading && level === this.settings.level;
    this.#revealing = id;
    this.set({ level, open: id });
    // The view that is shown already answers; no new question will come that could.
    if (sameView) this.#findOpen().catch((error: unknown) => (this.error = asAppError(error)));
  }

  /** Goes on with the open row, or with the one the person was at, wherever it stands now. */
  async #findOpen(at?: string): Promise<void> {
    const { open } = this.settings;
    const view = this.view;
    if (!view) return;
    if (!open) {
      const stood = this.active;
      const place = at === undefined ? null : await call(commands.performancePlace(view.handle, at));
      // Whoever has moved on meanwhile is where they went; without its row the place stays.
      if (place !== null && this.view === view && this.active === stood) this.active = place;
      if (this.active >= (this.view?.rows ?? 0)) this.active = -1;
      return;
    }
    const place = await call(commands.performancePlace(view.handle, open));
    if (place !== null) {
      this.#revealing = null;
      await this.open(place);
    } else if (this.#revealing === open) {
      this.#revealing = null;
      this.resetFilters();
    } else {
      this.close();
      this.active = -1;
    }
  }

  sortBy(column: Column, startsDescending: boolean): void {
    const { sortBy, descending } = this.settings;
    this.set({ sortBy: column, descending: sortBy === column ? !descending : startsDescending });
  }

  toggle(row: PerformanceRow): void {
    const selected = new Map(this.selected);
    if (!selected.delete(row.id)) selected.set(row.id, row);
    this.selected = selected;
  }

  /** Adds the rows between two places that have been fetched. */
  selectBetween(from: number, to: number): void {
    const selected = new Map(this.selected);
    for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
      const row = this.#rows.get(index);
      if (row) selected.set(row.id, row);
    }
    this.selected = selected;
  }

  clearSelection(): void {
    this.selected = new Map();
  }

  /** Goes to a level; a selection of parents filters what is below them. */
  go(level: Level): void {
    const from = this.settings.level;
    const ids = [...this.selected.keys()];
    const isBelow = ids.length > 0 && LEVELS.indexOf(level) > LEVELS.indexOf(from);
    this.#go(level, isBelow ? below(from, ids) : {});
  }

  /** Goes down to what is in one row. */
  goInto(row: PerformanceRow, level: Level): void {
    this.#go(level, below(this.settings.level, [row.id]));
  }

  #go(level: Level, part: Partial<Settings>): void {
    this.close();
    this.clearSelection();
    this.active = -1;
    this.set({ level, open: null, scroll: 0, ...part });
  }

  /** Whether anything but the default narrows the rows. */
  get filtered(): boolean {
    const { delivery, campaigns, adSets, verdict } = this.settings;
    return (
      delivery !== 'any' || campaigns.length > 0 || adSets.length > 0 || verdict !== null || this.search.trim() !== ''
    );
  }

  resetFilters(): void {
    this.search = '';
    this.set({ delivered: false, delivery: 'any', campaigns: [], adSets: [], verdict: null });
  }
}

export const table = new Table();
onForget(() => table.leaveFile());

/** Whether two questions differ in nothing but how the rows are sorted. */
function isSortedOtherwise(one: PerformanceQuery, other: PerformanceQuery): boolean {
  const sort = (query: PerformanceQuery) => JSON.stringify(query.sort);
  return sort(one) !== sort(other) && JSON.stringify({ ...one, sort: other.sort }) === JSON.stringify(other);
}
