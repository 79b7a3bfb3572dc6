/** What the Library page holds: the list, what is open, and the saving of forms as they are typed. */

import { asAppError, type AppError } from '$lib/errors';
import {
  commands,
  type BrandForm,
  type CopyForm,
  type FactForm,
  type FactsOf,
  type HookForm,
  type LibraryBrand,
  type LibraryKind,
  type LibraryPage,
  type LibraryProduct,
  type OfferForm,
  type PictureForm,
  type ProductForm,
  type TemplateForm
} from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { query } from '$lib/ipc/query.svelte';
import { m } from '$lib/messages';
import { drops, tellAdded } from '$lib/state/drops.svelte';
import { Stored } from '$lib/state/stored.svelte';
import { attempt, toasts } from '$lib/state/toasts.svelte';
import { workspace } from '$lib/state/workspace.svelte';
import { isRefused } from './refused';

interface View {
  show: 'products' | 'templates';
  open: { kind: 'brand' | 'product'; id: string } | null;
  /** The file that `open` is of: another one does not have it. */
  of: string | null;
  archived: boolean;
}

const words = m.library;
/** So long keys wait for the name field of something new. */
const KEYS_WAIT_MS = 2000;

export class LibraryDesk {
  #view = new Stored<View>('library', { show: 'products', open: null, of: null, archived: false });
  search = $state('');
  saving = $state(0);
  /** How many photos are being cut out. */
  cutting = $state(0);

  readonly query = query<LibraryPage>(
    () => ({ key: 'library', run: () => call(commands.libraryPage()) }),
    ['library', 'pictures']
  );
  readonly product = query<LibraryProduct>(() => {
    const open = this.open;
    return open?.kind === 'product'
      ? { key: `library product ${open.id}`, run: () => call(commands.libraryProduct(open.id)) }
      : null;
  }, ['library', 'pictures']);

  get show(): 'products' | 'templates' {
    return this.#view.value.show;
  }
  set show(show: 'products' | 'templates') {
    this.#view.patch({ show });
  }
  get archived(): boolean {
    return this.#view.value.archived;
  }
  set archived(archived: boolean) {
    this.#view.patch({ archived });
  }
  get open(): View['open'] {
    return this.#view.value.of === (workspace.file?.path ?? null) ? this.#view.value.open : null;
  }
  set open(open: View['open']) {
    this.#view.patch({ open, of: workspace.file?.path ?? null });
  }
  get page(): LibraryPage | null {
    return this.query.data;
  }
  get locked(): string | null {
    return workspace.lockedWhy;
  }
  get brand(): LibraryBrand | null {
    const open = this.open;
    return open?.kind === 'brand' ? (this.page?.brands.find((one) => one.form.id === open.id) ?? null) : null;
  }
  /** The brand that a new product belongs to: that of what is open, else the account's, else the first that is listed. */
  get brandOfOpen(): LibraryBrand | null {
    const open = this.open;
    const brands = (this.page?.brands ?? []).filter((brand) => this.archived || brand.active);
    const ofOpen = brands.find(
      (one) => one.form.id === open?.id || one.products.some((product) => product.id === open?.id)
    );
    return ofOpen ?? brands.find((one) => one.form.id === workspace.account?.brand) ?? brands[0] ?? null;
  }
  /** How many brands and products are listed, whatever is searched for. */
  get counts(): { brands: number; products: number } {
    const brands = (this.page?.brands ?? []).filter((brand) => this.archived || brand.active);
    const products = brands.flatMap((brand) => brand.products.filter((product) => this.archived || product.active));
    return { brands: brands.length, products: products.length };
  }

  /** Brands with the products that match what is searched for. */
  get shown(): LibraryBrand[] {
    const wanted = this.search.trim().toLowerCase();
    return (this.page?.brands ?? [])
      .filter((brand) => this.archived || brand.active)
      .map((brand) => ({
        ...brand,
        products: brand.products.filter(
          (product) =>
            (this.archived || product.active) &&
            (wanted === '' || `${brand.form.name} ${product.name} ${product.words}`.toLowerCase().includes(wanted))
        )
      }))
      .filter((brand) => wanted === '' || brand.products.length > 0 || brand.form.name.toLowerCase().includes(wanted));
  }
  /** Everything that can be opened, from top to bottom. */
  get rows(): NonNullable<View['open']>[] {
    return this.shown.flatMap((brand) => [
      { kind: 'brand' as const, id: brand.form.id },
      ...brand.products.map((product) => ({ kind: 'product' as const, id: product.id }))
    ]);
  }
  step(by: number): void {
    const rows = this.rows;
    const at = rows.findIndex((row) => row.id === this.open?.id);
    const to = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by));
    if (rows[to]) this.open = rows[to];
    document.querySelector(`[data-row="${rows[to]?.id}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  newBrand(): Promise<void> {
    return this.#begin('brand', () => call(commands.saveBrand(emptyBrand(m.library.newBrand))));
  }
  newProduct(): Promise<void> {
    const brand = this.brandOfOpen;
    if (!brand) return this.newBrand();
    return this.#begin('product', () => call(commands.saveProduct(emptyProduct(brand.form.id, m.library.newProduct))));
  }
  /** Something new is on its way to its name field: what is typed meanwhile is its name and no command. */
  get beginning(): boolean {
    return this.#beginning;
  }
  #beginning = $state(false);
  #typedAhead = '';
  #naming: string | null = null;
  async #begin(kind: 'brand' | 'product', make: () => Promise<string>): Promise<void> {
    if (this.#beginning) return;
    this.#beginning = true;
    this.#typedAhead = '';
    const id = await this.#write(make);
    if (!id) {
      this.#beginning = false;
      return;
    }
    this.#naming = id;
    this.show = 'products';
    this.search = '';
    this.open = { kind, id };
    // A field that does not come must not keep the keys.
    setTimeout(() => (this.#beginning = false), KEYS_WAIT_MS);
  }
  typeAhead(key: string): void {
    this.#typedAhead = key === 'Backspace' ? this.#typedAhead.slice(0, -1) : this.#typedAhead + key;
  }
  /** The name field of something is shown: what was typed ahead if that is new, which takes the keyboard, else `null`. */
  named(id: string): string | null {
    if (this.#naming !== id) return null;
    this.#naming = null;
    this.#beginning = false;
    return this.#typedAhead;
  }
  saveBrand(form: BrandForm): Promise<AppError | null> {
    return this.#typed(() => call(commands.saveBrand(form)));
  }
  saveProduct(form: ProductForm): Promise<AppError | null> {
    return this.#typed(() => call(commands.saveProduct(form)));
  }
  /** Stores the hooks; false if that failed. */
  async saveHooks(product: string, hooks: HookForm[]): Promise<boolean> {
    const saved = await this.#write(async () => {
      await call(commands.saveHooks(product, hooks));
      return true;
    });
    return saved === true;
  }
  /** `stored` learns the id before the page is asked again. */
  saveOffer(product: string, offer: OfferForm, stored?: (id: string) => void): Promise<AppError | null> {
    return this.#typed(async () => {
      const id = await call(commands.saveOffer(product, offer));
      stored?.(id);
    });
  }
  saveCopy(product: string, line: CopyForm): Promise<unknown> {
    return this.#write(() => call(commands.saveCopyLine(product, line)));
  }
  savePicture(product: string, picture: PictureForm): Promise<unknown> {
    return this.#write(() => call(commands.savePicture(product, picture)));
  }
  saveFacts(of: FactsOf, id: string, kind: string, facts: FactForm[]): Promise<unknown> {
    return this.#write(() => call(commands.saveFacts(of, id, kind, facts)));
  }
  /** Stores a list without one that was removed, which can be taken back. */
  async removeFact(of: FactsOf, id: string, kind: string, facts: FactForm[], what: string): Promise<void> {
    await this.saveFacts(of, id, kind, facts);
    toasts.say(words.done.removed(what), { label: words.undo, run: () => void this.undo() });
  }
  async takeSyncedCopy(product: string): Promise<void> {
    const added = await this.#write(() => call(commands.takeSyncedCopy(product)));
    if (added !== null) toasts.say(words.done.copyTaken(added));
  }
  async cutOut(product: string, id: string, options: { shadow: boolean; holes: boolean }): Promise<void> {
    this.cutting += 1;
    await this.#write(() => call(commands.cutOutPicture(product, id, options.shadow, options.holes)));
    this.cutting -= 1;
  }
  takeCutout(product: string, id: string, taken: boolean): Promise<unknown> {
    return this.#write(() => call(commands.takeCutout(product, id, taken)));
  }
  async setActive(kind: LibraryKind, id: string, active: boolean, name: string): Promise<void> {
    if (!(await attempt(() => call(commands.setInLibrary(kind, id, active))))) return;
    toasts.say(active ? words.done.back(name) : words.done.putAway(name), {
      label: words.undo,
      run: () => void this.undo()
    });
    await this.#again();
  }
  /** Stores what is said of a template; false if that failed. */
  async saveTemplate(form: TemplateForm): Promise<boolean> {
    if (!(await attempt(() => call(commands.saveTemplate(form))))) return false;
    toasts.say(words.saved, { label: words.undo, run: () => void this.undo() });
    await this.#again();
    return true;
  }
  async undo(): Promise<void> {
    await attempt(async () => {
      const what = await call(commands.undoLibrary());
      toasts.withdraw(words.undo);
      toasts.say(what === null ? words.nothingToUndo : words.undone(words.act(what)));
      await this.#again();
      this.#leaveHidden();
    });
  }
  /** What was put away is listed no more: its brand is shown, if that is, else the list alone. */
  #leaveHidden(): void {
    const open = this.open;
    if (!open || !this.page || this.archived) return;
    const brand = this.page.brands.find(
      (one) => one.form.id === open.id || one.products.some((product) => product.id === open.id)
    );
    const isListed =
      brand?.active && (open.kind === 'brand' || brand.products.some((one) => one.id === open.id && one.active));
    if (!isListed) this.open = brand?.active ? { kind: 'brand', id: brand.form.id } : null;
  }

  /** Files for what is open; without anything open they begin a brand. */
  async take(paths: string[]): Promise<void> {
    const open = this.open;
    if (paths.length === 0 || this.locked !== null || !open) return;
    await attempt(async () => {
      tellAdded(await call(commands.addPictures(open.kind, open.id, paths)));
      await this.#again();
    });
  }
  /** What dropping files on the window would do to what is open. */
  offer(): void {
    const name = this.open?.kind === 'brand' ? this.brand?.form.name : this.product.data?.form.name;
    drops.offered =
      this.open && name && this.show === 'products'
        ? { label: words.drops.into(name), take: (paths) => this.take(paths) }
        : null;
    drops.drafted = (id) => {
      this.show = 'products';
      this.open = { kind: 'brand', id };
      void this.#again();
    };
  }
  endOffer(): void {
    drops.offered = null;
    drops.drafted = null;
  }
  async choosePictures(): Promise<void> {
    await attempt(async () => {
      const paths = await call(commands.choosePictures());
      if (paths.length > 0) await drops.working(() => this.take(paths));
    });
  }
  async chooseLogo(brand: string): Promise<void> {
    await attempt(async () => {
      const paths = await call(commands.choosePictures());
      if (paths.length > 0) tellAdded(await call(commands.addPictures('logo', brand, paths)));
      await this.#again();
    });
  }
  async addFonts(): Promise<void> {
    await attempt(async () => {
      const added = await call(commands.addFonts());
      if (added) tellAdded(added);
      await this.#again();
    });
  }
  removeFont(family: string): Promise<unknown> {
    return this.#write(() => call(commands.removeFont(family)));
  }
  async importTemplates(): Promise<void> {
    await attempt(async () => {
      const added = await call(commands.importTemplates());
      if (added) tellAdded(added);
      await this.#again();
    });
  }

  async #write<T>(work: () => Promise<T>): Promise<T | null> {
    this.saving += 1;
    let answer: T | null = null;
    const went = await attempt(async () => (answer = await work()));
    this.saving -= 1;
    if (went) await this.#again();
    return answer;
  }
  /** Stores what was typed. The answer is why it was not: what cannot be used is said at its field, all else as ever. */
  async #typed(work: () => Promise<unknown>): Promise<AppError | null> {
    this.saving += 1;
    let refused: AppError | null = null;
    try {
      await work();
    } catch (error) {
      refused = asAppError(error);
      if (!isRefused(refused)) toasts.fail(refused);
    }
    this.saving -= 1;
    if (!refused) await this.#again();
    return refused;
  }
  async #again(): Promise<void> {
    await Promise.all([this.query.refresh(), this.product.refresh()]);
  }
}

function emptyBrand(name: string): BrandForm {
  return {
    id: '',
    name,
    wordmark: '',
    code: '',
    website: '',
    locale: 'en-US',
    currency: 'USD',
    voice: '',
    colours: [],
    displayFont: '',
    textFont: '',
    disallowed: [],
    disclaimers: [],
    leastFit: 0,
    weights: []
  };
}

function emptyProduct(brand: string, name: string): ProductForm {
  return {
    id: '',
    brand,
    name,
    line: '',
    price: '',
    comparePrice: '',
    url: '',
    code: '',
    button: 'SHOP_NOW',
    utm: '',
    banned: [],
    disclaimer: ''
  };
}
