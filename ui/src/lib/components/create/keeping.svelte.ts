/** The board of a product in the file: when it was kept last, and whether there is anything new to keep. */

import { commands, type BoardDraft } from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { attempt } from '$lib/state/toasts.svelte';

export class Keeping {
  /** When the board that is open was kept. */
  at = $state<string | null>(null);
  #product: string | null = null;
  /** The board as it lies in the file. */
  #stored = '';

  /** Another board is open, as it was kept or new. */
  opened(product: string, kept: BoardDraft | null): void {
    this.#product = product;
    this.at = kept?.keptAt ?? null;
    this.#stored = kept?.body ?? '';
  }
  async keep(product: string, body: string): Promise<void> {
    if (body === this.#stored) return;
    this.#stored = body;
    await attempt(async () => {
      const at = await call(commands.keepBoardDraft(product, body));
      // Another product's board may be open by now.
      if (product === this.#product) this.at = at;
    });
  }
}
