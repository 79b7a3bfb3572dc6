// The state of the Performance page: what is asked, the answer, the rows that have been fetched of it, and where the
// person is in the list. It outlives the page, so that coming back shows everything as it was left.

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
  scroll: 0
};

export class Table {
  #settings = new Stored<Settings>('performance', START);
  search = $state('');
  view = $state.raw<PerformanceView | null>(null);
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

  /** Asks a question; `again` asks even if it is the one already answered. */
  async ask(query: PerformanceQuery, again = false): Promise<void> {
    const key = JSON.stringify(query);
    if (key === this.#key && !again) return;
    const another = key !== this.#key;
    this.#key = key;
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const view = await call(commands.performanceView(query));
      const first = another ? 0 : Math.max(0, Math.floor((this.active < 0 ? 0 : this.active) / SLICE));
      const slice = await call(commands.performanceRows(view.handle, first * SLICE, SLICE));
      if (turn !== this.#turn) return;
      const at = this.row(this.active)?.id;
      this.#pending.clear();
      this.#rows = new Map(slice.rows.map((row, index) => [slice.offset + index, row]));
      this.view = view;
      this.error = null;
      await this.#findOpen(at);
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

  /** Moves by some rows; an open panel follows. */
  move(by: number): void {
    const rows = this.view?.rows ?? 0;
    if (rows === 0) return;
    const next = Math.min(rows - 1, Math.max(0, this.active < 0 ? (by > 0 ? 0 : rows - 1) : this.active + by));
    this.active = next;
    if (this.settings.open !== null) void this.open(next);
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
    const part: Partial<Settings> = { level, open: null, scroll: 0 };
    if (ids.length > 0 && from === 'campaign' && level !== 'campaign')
      Object.assign(part, { campaigns: ids, adSets: [] });
    if (ids.length > 0 && from === 'adset' && level === 'ad') part.adSets = ids;
    this.close();
    this.clearSelection();
    this.active = -1;
    this.set(part);
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
