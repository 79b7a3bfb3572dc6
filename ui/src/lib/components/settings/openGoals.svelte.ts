/**
 * Targets as they are typed. They outlive the page: who leaves it to look something up finds what was typed, and that it
 * is not saved, until the window closes or another file is open.
 */

import { SvelteMap } from 'svelte/reactivity';
import { onForget } from '$lib/ipc/query.svelte';
import type { Goals, TargetsPage } from '$lib/ipc/bindings';
import { formOf, goalsOf, sameGoals, wrongFields, type GoalsForm } from './goals';

/** The forms of one account: its own, and that of a campaign that differs. */
export class OpenGoals {
  form = $state() as GoalsForm;
  /** The campaign whose own targets are being set. */
  campaign = $state<string | null>(null);
  own = $state<GoalsForm | null>(null);
  #page = $state.raw() as TargetsPage;

  constructor(page: TargetsPage) {
    this.#page = page;
    this.form = formOf(page.account);
  }

  /** What the form says differs from what is stored, or cannot be read. */
  get unsaved(): boolean {
    return this.#differs(this.form, this.#page.account);
  }
  get ownUnsaved(): boolean {
    const row = this.#page.campaigns.find((known) => known.id === this.campaign);
    return this.own !== null && row !== undefined && this.#differs(this.own, row.own ?? this.#page.account);
  }

  /** A newer answer of the core: it is shown where nothing is typed. */
  read(page: TargetsPage): void {
    const changed = JSON.stringify(page.account) !== JSON.stringify(this.#page.account);
    if (changed && !this.unsaved) this.form = formOf(page.account);
    this.#page = page;
    if (!page.campaigns.some((known) => known.id === this.campaign)) this.closeOwn();
  }
  discard(): void {
    this.form = formOf(this.#page.account);
  }
  openOwn(campaign: string): void {
    const row = this.#page.campaigns.find((known) => known.id === campaign);
    this.campaign = campaign;
    this.own = formOf(row?.own ?? this.#page.account);
  }
  closeOwn(): void {
    this.campaign = this.own = null;
  }

  #differs(form: GoalsForm, stored: Goals): boolean {
    if (wrongFields(form).length > 0) return true;
    // A form rounds, and keeps one target of two: what it would store is held against what the untouched form would.
    const { currency } = this.#page;
    return !sameGoals(goalsOf(form, currency), goalsOf(formOf(stored), currency));
  }
}

class GoalsForms {
  #open = new SvelteMap<string, OpenGoals>();

  constructor() {
    onForget(() => this.#open.clear());
  }

  of(account: string | null): OpenGoals | null {
    return account === null ? null : (this.#open.get(account) ?? null);
  }
  /** Opens the forms of the page's account, or lets them know of the newer answer. */
  read(page: TargetsPage): void {
    const open = this.#open.get(page.accountId);
    if (open) open.read(page);
    else this.#open.set(page.accountId, new OpenGoals(page));
  }
  /** Something is typed and not saved: of this account, or of any. */
  unsaved(account?: string): boolean {
    const some = account === undefined ? [...this.#open.values()] : [this.of(account)];
    return some.some((open) => open !== null && (open.unsaved || open.ownUnsaved));
  }
}

export const goalsForms = new GoalsForms();
