// Files dragged over the window, wherever it stands: they begin a draft brand, or go where the open page offers.

import { goto } from '$app/navigation';
import { commands, type Added, type PicturesProgress } from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { m } from '$lib/messages';
import { Stored } from './stored.svelte';
import { attempt, toasts } from './toasts.svelte';
import { workspace } from './workspace.svelte';

/** A place that files can be dropped on. */
export interface DropPlace {
  label: string;
  take: (paths: string[]) => Promise<void>;
}

class Drops {
  /** What the open page offers besides a new brand. */
  offered = $state.raw<DropPlace | null>(null);
  /** Where the pointer is: nowhere, or over one of the places. */
  over = $state<number | null>(null);
  /** Files are being read. */
  busy = $state(0);
  /** How many pictures of them are taken in. */
  progress = $state.raw<PicturesProgress | null>(null);
  /** The Library page shows a new brand itself; elsewhere one goes there. */
  drafted: ((brand: string) => void) | null = null;

  get places(): DropPlace[] {
    const fresh = { label: m.library.drops.newBrand, take: (paths: string[]) => this.#draft(paths) };
    return this.offered ? [this.offered, fresh] : [fresh];
  }
  get allowed(): boolean {
    return workspace.writable;
  }

  /** The pointer is at this share of the window's width. */
  at(share: number): void {
    if (!this.allowed) return;
    this.over = Math.min(this.places.length - 1, Math.max(0, Math.floor(share * this.places.length)));
  }
  leave(): void {
    this.over = null;
  }
  async drop(share: number, paths: string[]): Promise<void> {
    this.at(share);
    const place = this.over === null ? undefined : this.places[this.over];
    this.leave();
    if (place && paths.length > 0) await attempt(() => this.working(() => place.take(paths)));
  }

  /** Says that files are being read for as long as they are. */
  async working(work: () => Promise<void>): Promise<void> {
    this.busy += 1;
    try {
      await work();
    } finally {
      this.busy -= 1;
      if (this.busy === 0) this.progress = null;
    }
  }

  async #draft(paths: string[]): Promise<void> {
    await attempt(async () => {
      const added = await call(commands.draftBrand(paths));
      if (added.into !== null) toasts.say(m.library.done.drafted);
      tellAdded(added);
      if (added.into === null) return;
      if (this.drafted) return this.drafted(added.into);
      new Stored('library', {}).patch({
        show: 'products',
        open: { kind: 'brand', id: added.into },
        of: workspace.file?.path ?? null
      });
      await goto('/library');
    });
  }
}

export const drops = new Drops();

/** What came of adding files; what was not taken stays on screen until it is read. */
export function tellAdded(added: Added): void {
  const words = m.library.done;
  if (added.added > 0 || added.known > 0) toasts.say(words.added(added.added, added.known, added.cutOut));
  if (added.templates > 0) toasts.say(words.templates(added.templates));
  if (added.fonts.length > 0) toasts.say(words.fonts(added.fonts));
  if (added.accounts.length > 0) toasts.say(words.linked(added.accounts, added.copy));
  for (const what of added.alike) toasts.say(words.alike(what));
  if (added.hooks > 0) toasts.say(words.hooks(added.hooks));
  for (const what of added.refused)
    toasts.fail({ code: 'invalid_input', message: words.refused(what), nextStep: words.refusedNext, lost: false });
}
