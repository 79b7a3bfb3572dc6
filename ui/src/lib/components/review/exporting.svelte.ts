/** The export under way. It goes on when its dialog is closed or another page is opened, and can be stopped from any
    dialog that is opened later. */

import { asAppError, type AppError } from '$lib/errors';
import { commands, events, type ExportInput, type ExportProgress, type ExportResult } from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { m } from '$lib/messages';
import { attempt, toasts } from '$lib/state/toasts.svelte';

class Exporting {
  busy = $state(false);
  stopping = $state(false);
  progress = $state.raw<ExportProgress | null>(null);
  /** Why the last one failed; for the dialog, which stays open for it. */
  error = $state.raw<AppError | null>(null);
  /** What the last one wrote; for the dialog, which shows it until it is closed. */
  result = $state.raw<ExportResult | null>(null);
  #heard = false;

  /** Writes the ads; what came of it, or nothing if it was stopped or failed. */
  async run(input: ExportInput): Promise<ExportResult | null> {
    this.busy = true;
    this.stopping = false;
    this.error = this.progress = this.result = null;
    await this.#listen();
    try {
      return await call(commands.exportAds(input));
    } catch (thrown) {
      const failed = asAppError(thrown);
      if (failed.code === 'cancelled') toasts.say(m.review.export.stopped);
      else this.error = failed;
      return null;
    } finally {
      this.busy = false;
    }
  }
  async stop(): Promise<void> {
    this.stopping = true;
    await attempt(() => commands.cancelExport());
  }

  async #listen(): Promise<void> {
    if (this.#heard) return;
    this.#heard = true;
    await events.exportProgress.listen((event) => (this.progress = event.payload));
  }
}

export const exporting = new Exporting();
