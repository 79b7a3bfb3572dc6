/** What the Create page holds: the choices at the left, the ads on the board, the one that is selected, the run. */

import { untrack } from 'svelte';
import { asAppError, type AppError } from '$lib/errors';
import {
  commands,
  type AdColour,
  type AdTexts,
  type AdSize,
  type BoardAd,
  type BoardDraft,
  type BoardHookInput,
  type BoardPlan,
  type BoardProduct,
  type BoardQuery,
  type ChoiceMode,
  type CreatePage,
  type MakeInput,
  type ProposedAd
} from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { query } from '$lib/ipc/query.svelte';
import { m } from '$lib/messages';
import { attempt, toasts } from '$lib/state/toasts.svelte';
import { workspace } from '$lib/state/workspace.svelte';
import { BoardRun } from './boardRun.svelte';
import { firstCopy, landing } from './copy';
import { nextSeed } from './dice';
import { coloursFor, distinct, fanned, hooksFor, twinOf } from './fan';
import {
  ANYTHING,
  EMPTY_BOARD,
  freshDraft,
  likelyProduct,
  readDraft,
  upToDate,
  type BoardHookLine,
  type Draft,
  type Only
} from './draft';
import { Keeping } from './keeping.svelte';
import { placed } from './placing';
import { SIZES } from './sizes';
import { Tile } from './tile.svelte';
import { ideas, twins } from './twins';

/** Ads on the board at most: more than a screen shows well, fewer than a run takes. */
export const MOST_ADS = 24;
const KEEP_MS = 400;
const PLAN_MS = 60;

export class Board {
  productId = $state<string | null>(null);
  offer = $state<string | null>(null);
  hooks = $state<BoardHookLine[]>([]);
  sizes = $state<AdSize[]>([]);
  colour = $state<AdColour>('original');
  /** Colours that every ad is made in besides its own. */
  also = $state<AdColour[]>([]);
  /** Whether every ad is made with every hook that is on. */
  everyHook = $state(false);
  mode = $state<ChoiceMode>('bestMatch');
  templates = $state<string[]>([]);
  count = $state(8);
  seed = $state(1);
  /** What a draw is narrowed down to. */
  only = $state<Only>({ ...ANYTHING });
  tiles = $state<Tile[]>([]);

  /** The size that the wall shows. */
  size = $state<AdSize>('4x5');
  selectedKey = $state<string | null>(null);
  /** The ad whose words are being edited in place. */
  editing = $state<string | null>(null);
  plan = $state.raw<BoardPlan | null>(null);
  planError = $state.raw<AppError | null>(null);
  planning = $state(false);
  choosing = $state(false);
  scheduling = $state(false);
  /** The draft that was kept last was looked for. */
  #looked = $state(false);
  /** A product's draft is being read: the board is not to be kept meanwhile. */
  #opening = $state(0);

  #turn = 0;
  #nextKey = 1;
  #arrived: string | null = null;

  readonly query = query<CreatePage>(() => ({ key: 'create', run: () => call(commands.createPage()) }), ['library']);
  /** The run that makes this board's ads. */
  readonly run = new BoardRun();
  readonly keeping = new Keeping();

  constructor() {
    this.#restore(EMPTY_BOARD);
    void this.#goOn();
    // A board without a product starts with the first there is; one whose product is gone as well.
    $effect(() => {
      const page = this.query.data;
      if (!this.#looked || this.#opening > 0 || !page || page.products.length === 0) return;
      if (!page.products.some((product) => product.id === this.productId))
        void this.chooseProduct(likelyProduct(page.products, workspace.account?.name ?? ''));
    });
    // What the library changes while the board is open changes the board.
    $effect(() => {
      const product = this.product;
      if (product && this.#opening === 0) untrack(() => this.#follow(product));
    });
    // The proposals follow every choice, a moment after it. What is kept or locked stays where it is.
    $effect(() => {
      const asked = this.ask;
      if (!asked) return;
      const timer = setTimeout(() => void this.#plan(asked), PLAN_MS);
      return () => clearTimeout(timer);
    });
    $effect(() => {
      const board = this.#board;
      if (board === null) return;
      const timer = setTimeout(() => void this.keeping.keep(board.product, board.body), KEEP_MS);
      return () => clearTimeout(timer);
    });
    // Whoever leaves the page a moment after a change loses nothing, and comes back to other ads than were made.
    $effect(
      () => () =>
        untrack(() => {
          if (this.run.id !== null && this.run.ended) this.dismiss();
          this.flush();
        })
    );
  }

  /** What the address asks for: another product than the draft's begins anew. */
  arrive(params: URLSearchParams): void {
    const wanted = params.get('product');
    if (this.#looked && wanted && wanted !== this.#arrived) {
      this.#arrived = wanted;
      if (wanted !== this.productId) void this.chooseProduct(wanted);
    }
  }

  get product(): BoardProduct | null {
    return this.query.data?.products.find((product) => product.id === this.productId) ?? null;
  }
  get selected(): Tile | null {
    return this.tiles.find((tile) => tile.key === this.selectedKey) ?? null;
  }
  get hooksOn(): BoardHookLine[] {
    return distinct(this.hooks.filter((hook) => hook.on));
  }
  get kept(): Tile[] {
    return this.tiles.filter((tile) => tile.kept);
  }
  /** What will be made: what is kept, or the whole board while nothing is. */
  get making(): Tile[] {
    return this.kept.length > 0 ? this.kept : this.tiles;
  }
  /** How many ads that is: a carousel is made with all its cards, every ad in all its colours and with all its hooks. */
  get adCount(): number {
    const of = (tile: Tile) => tile.proposed.cards * this.hooksOf(tile).length * this.coloursOf(tile).length;
    return this.making.reduce((sum, tile) => sum + of(tile), 0);
  }
  /**
   * The hooks that an ad is made with: its own, or every one that is on. An ad whose words were changed or are locked
   * keeps its own, and so does one that has no place for a hook.
   */
  hooksOf(tile: Tile): BoardHookInput[] {
    const line = this.hooks.find((hook) => hook.key === tile.hook);
    const own = { id: line?.id ?? null, text: line?.text ?? '' };
    const held = tile.texts.length > 0 || tile.locks.words || tile.proposed.cards > 1 || !this.saysHook(tile);
    if (!this.everyHook || held) return [own];
    return hooksFor(
      own,
      this.hooksOn.map(({ id, text }) => ({ id, text }))
    );
  }
  coloursOf(tile: Tile): AdColour[] {
    return coloursFor(tile.colour, this.also);
  }
  /** Turns a colour besides the board's own on or off. */
  toggleAlso(colour: AdColour): void {
    this.also = this.also.includes(colour) ? this.also.filter((one) => one !== colour) : [...this.also, colour];
  }
  get fileCount(): number {
    return this.adCount * this.sizes.length;
  }
  get free(): Tile[] {
    return this.tiles.filter((tile) => !tile.stays);
  }
  /** For each ad the place of the one it nearly equals. */
  get twins(): (number | null)[] {
    return twins(this.tiles.map((tile) => tile.judgement?.fingerprint ?? null));
  }
  /** Distinct ideas of what will be made: colours of one are one, every hook is another. */
  get ideas(): number {
    return ideas(
      this.making.map((tile) => tile.judgement?.fingerprint ?? null),
      this.making.map((tile) => this.hooksOf(tile).length)
    );
  }
  get locked(): string | null {
    return workspace.lockedWhy;
  }
  get canMake(): boolean {
    return this.locked === null && this.making.length > 0 && this.sizes.length > 0 && !this.run.busy;
  }
  /** The question whose answer fills the board. */
  get ask(): BoardQuery | null {
    const product = this.product;
    if (!product || this.hooksOn.length === 0 || this.sizes.length === 0) return null;
    return {
      product: product.id,
      offer: this.offer,
      hooks: this.hooksOn.map(({ id, text }) => ({ id, text })),
      sizes: this.sizes,
      mode: this.mode,
      templates: this.mode === 'choose' ? this.templates : [],
      besides: [],
      count: this.mode === 'choose' ? this.templates.length : this.count,
      // The same dice for both would draw nearly the same ads: a shuffle would shuffle nothing.
      seed: this.mode === 'shuffle' ? nextSeed(this.seed) : this.seed,
      ...$state.snapshot(this.only)
    };
  }

  /** All that is needed to draw a tile. */
  adOf(tile: Tile): BoardAd | null {
    if (!this.productId) return null;
    const hook = this.hooks.find((line) => line.key === tile.hook);
    return {
      product: this.productId,
      offer: this.offer,
      template: tile.template,
      hook: { id: hook?.id ?? null, text: hook?.text ?? '' },
      colour: tile.colour,
      // A set shows its first card.
      seed: tile.seed - (tile.seed % tile.proposed.cards),
      texts: tile.texts,
      picture: tile.picture
    };
  }
  /** Whether an ad has a place for its hook: a founder's letter has not. */
  saysHook(tile: Tile): boolean {
    return this.query.data?.templates.find((one) => one.id === tile.template)?.saysHook ?? true;
  }
  /** The place of the hook that an ad says, from 1; 0 if it says none. */
  hookNumber(tile: Tile): number {
    if (!this.saysHook(tile)) return 0;
    return this.hooks.findIndex((hook) => hook.key === tile.hook) + 1;
  }

  /** Opens the board of a product: as it was left, or a new one. */
  async chooseProduct(id: string): Promise<void> {
    if (!this.query.data?.products.some((one) => one.id === id)) return;
    this.flush();
    this.#opening += 1;
    await attempt(async () => {
      const kept = await call(commands.boardDraft(id));
      const product = this.query.data?.products.find((one) => one.id === id);
      if (product) this.#open(product, kept);
    });
    this.#opening -= 1;
  }
  #open(product: BoardProduct, kept: BoardDraft | null): void {
    const fresh = freshDraft(product, {
      sizes: $state.snapshot(this.sizes),
      colour: this.colour,
      also: $state.snapshot(this.also),
      everyHook: this.everyHook,
      count: this.count,
      seed: this.seed,
      only: $state.snapshot(this.only)
    });
    this.productId = product.id;
    this.#restore(kept ? upToDate(readDraft(kept.body, fresh), product) : fresh);
    this.keeping.opened(product.id, kept);
    this.plan = null;
  }
  /** Goes on with the board that was kept last. */
  async #goOn(): Promise<void> {
    await attempt(async () => {
      const [kept, page] = await Promise.all([call(commands.boardDraft(null)), call(commands.createPage())]);
      const product = page.products.find((one) => one.id === kept?.product);
      if (product && this.productId === null) this.#open(product, kept);
    });
    this.#looked = true;
  }
  /** Brings the board up to what the library holds now, if that changes anything on it. */
  #follow(product: BoardProduct): void {
    const before = this.#snapshot();
    const now = upToDate(before, product);
    this.offer = now.offer;
    if (JSON.stringify(now.hooks) !== JSON.stringify(before.hooks)) this.hooks = now.hooks;
    now.tiles.forEach((tile, at) => {
      const shown = this.tiles[at];
      if (!shown) return;
      if (shown.hook !== tile.hook) shown.hook = tile.hook;
      if (shown.picture !== tile.picture) shown.picture = tile.picture;
    });
  }
  addHook(): string {
    const key = `new-${Date.now()}-${this.#nextKey++}`;
    this.hooks.push({ key, id: null, text: '', on: true });
    return key;
  }
  removeHook(key: string, instead?: string): void {
    this.hooks = this.hooks.filter((hook) => hook.key !== key);
    for (const tile of this.tiles) if (tile.hook === key) tile.hook = instead ?? this.hooksOn[0]?.key ?? '';
  }
  /** A hook was written: one that says nothing goes, and one that is there already is the one that is there. */
  settleHook(hook: BoardHookLine): void {
    if (hook.id !== null) return;
    if (hook.text.trim() === '') return this.removeHook(hook.key);
    const twin = twinOf(hook, this.hooks);
    if (!twin) return;
    twin.on = true;
    this.removeHook(hook.key, twin.key);
    toasts.say(m.create.left.hookThere(this.hooks.indexOf(twin) + 1));
  }
  toggleSize(size: AdSize): void {
    const on = this.sizes.includes(size);
    this.sizes = SIZES.map((look) => look.id).filter((id) => (id === size ? !on : this.sizes.includes(id)));
    if (!this.sizes.includes(this.size) && this.sizes[0]) this.size = this.sizes[0];
  }
  /** Shows a size on the wall; looking at one does not mean making it. */
  show(size: AdSize): void {
    this.size = size;
  }
  setColour(colour: AdColour): void {
    this.colour = colour;
    this.also = this.also.filter((one) => one !== colour);
    for (const tile of this.tiles) if (!tile.locks.template) tile.colour = colour;
  }
  /** Another offer: ads that led where the offer before led now lead where this one does. */
  setOffer(offer: string | null): void {
    const before = landing(this.product, this.offer);
    this.offer = offer;
    const now = landing(this.product, offer);
    for (const tile of this.tiles) if (tile.copy.url === before) tile.copy = { ...tile.copy, url: now };
  }
  setCount(count: number): void {
    this.count = Math.min(MOST_ADS, Math.max(1, count));
  }

  keep(tile: Tile | null = this.selected): void {
    if (tile) tile.kept = !tile.kept;
  }
  lock(tile: Tile | null = this.selected): void {
    tile?.toggleLock();
  }
  /** New proposals for everything that is neither kept nor locked. */
  reroll(): void {
    if (this.mode === 'choose') return;
    this.seed = nextSeed(this.seed);
  }
  /** Another proposal for one ad. */
  async rerollOne(tile: Tile | null = this.selected): Promise<void> {
    const ask = this.ask;
    if (!tile || !ask || tile.locked) return;
    const seed = nextSeed(tile.seed + this.seed);
    const besides = this.tiles.map((one) => one.template);
    const mode = ask.mode === 'choose' ? 'shuffle' : ask.mode;
    await attempt(async () => {
      const plan = await call(commands.planBoard({ ...ask, mode, templates: [], besides, count: 1, seed }));
      const proposed = plan.ads[0];
      if (proposed) this.#put(tile, proposed, seed);
    });
  }

  /** The next or the one before. */
  step(by: number): void {
    const at = this.tiles.findIndex((tile) => tile.key === this.selectedKey);
    const to = at < 0 ? (by > 0 ? 0 : this.tiles.length - 1) : Math.min(this.tiles.length - 1, Math.max(0, at + by));
    this.select(this.tiles[to]?.key ?? null);
  }
  select(key: string | null): void {
    if (key === this.selectedKey) return;
    this.editing = null;
    this.selectedKey = key;
    if (key)
      requestAnimationFrame(() => document.querySelector(`[data-tile="${key}"]`)?.scrollIntoView({ block: 'nearest' }));
  }

  get input(): MakeInput | null {
    const ads = this.making.flatMap((tile) => {
      const ad = this.adOf(tile);
      if (!ad) return [];
      const copy = $state.snapshot(tile.copy) as AdTexts;
      const all = fanned($state.snapshot(ad) as BoardAd, this.hooksOf(tile), this.coloursOf(tile));
      return all.map((one) => ({ ad: one, copy }));
    });
    return ads.length > 0 ? { ads, sizes: $state.snapshot(this.sizes) } : null;
  }

  async make(): Promise<void> {
    const input = this.input;
    if (input && this.canMake) await this.run.start(input, this.adCount);
  }
  /** Takes the run off the page. */
  dismiss(): void {
    if (!this.run.dismiss()) return;
    // What was made is in Review: the board goes on to other ads instead of offering the same ones again.
    for (const tile of this.kept) tile.kept = false;
    this.reroll();
  }

  async #plan(ask: BoardQuery): Promise<void> {
    const turn = ++this.#turn;
    this.planning = true;
    const staying = this.tiles.filter((tile) => tile.stays);
    const besides = ask.mode === 'choose' ? [] : staying.map((tile) => tile.template);
    const count = ask.mode === 'choose' ? ask.count : Math.max(0, ask.count - staying.length);
    try {
      const plan = await call(commands.planBoard({ ...ask, besides, count }));
      if (turn !== this.#turn) return;
      this.plan = plan;
      this.planError = null;
      this.#fill(plan.ads);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.planError = asAppError(error);
    } finally {
      if (turn === this.#turn) this.planning = false;
    }
  }

  /** Puts proposals where nothing is kept; what was there with the same template stays as it is. */
  #fill(proposals: ProposedAd[]): void {
    const byHand = this.mode === 'choose';
    const places = placed(this.tiles, proposals, byHand ? proposals.length : this.count, byHand);
    this.tiles = places.map(({ tile, proposed }) => {
      if (!tile) return this.#new(proposed, this.seed);
      if (proposed) this.#put(tile, proposed, this.seed);
      return tile;
    });
    if (!this.selected) this.selectedKey = this.tiles[0]?.key ?? null;
  }

  #put(tile: Tile, proposed: ProposedAd, seed: number): void {
    // The same proposal once more (a hook was typed on): what a person changed on the ad stays.
    if (proposed.template === tile.template && seed === tile.seed) {
      tile.proposed = proposed;
      if (!tile.locks.words) tile.hook = this.#hookKey(proposed);
      return;
    }
    tile.become(proposed, this.#hookKey(proposed), seed);
  }
  #new(proposed: ProposedAd, seed: number): Tile {
    return new Tile({
      key: `ad-${Date.now()}-${this.#nextKey++}`,
      proposed,
      hook: this.#hookKey(proposed),
      colour: this.colour,
      seed,
      kept: false,
      locks: { template: false, photo: false, words: false },
      texts: [],
      picture: null,
      copy: firstCopy(this.product, this.offer)
    });
  }
  #hookKey(proposed: ProposedAd): string {
    const on = this.hooksOn;
    return on[proposed.hook % Math.max(1, on.length)]?.key ?? '';
  }

  #snapshot(): Draft {
    return {
      offer: this.offer,
      hooks: $state.snapshot(this.hooks),
      sizes: $state.snapshot(this.sizes),
      colour: this.colour,
      also: $state.snapshot(this.also),
      everyHook: this.everyHook,
      mode: this.mode,
      templates: $state.snapshot(this.templates),
      count: this.count,
      seed: this.seed,
      only: $state.snapshot(this.only),
      tiles: this.tiles.map((tile) => tile.stored())
    };
  }
  /** The board as it would be kept; nothing while none is open, or nothing may be written. */
  get #board(): { product: string; body: string } | null {
    if (this.productId === null || this.#opening > 0 || this.locked !== null) return null;
    return { product: this.productId, body: JSON.stringify(this.#snapshot()) };
  }
  /** Keeps the board now. */
  flush(): void {
    const board = this.#board;
    if (board) void this.keeping.keep(board.product, board.body);
  }
  #restore(draft: Draft): void {
    this.offer = draft.offer;
    this.hooks = draft.hooks.map((hook) => ({ ...hook }));
    this.sizes = [...draft.sizes];
    this.colour = draft.colour;
    this.also = [...draft.also];
    this.everyHook = draft.everyHook;
    this.mode = draft.mode;
    this.templates = [...draft.templates];
    this.count = draft.count;
    this.seed = draft.seed;
    this.only = { ...draft.only };
    this.tiles = draft.tiles.map((tile) => new Tile(tile));
    this.size = draft.sizes[0] ?? '4x5';
    this.selectedKey = this.tiles[0]?.key ?? null;
  }
}
