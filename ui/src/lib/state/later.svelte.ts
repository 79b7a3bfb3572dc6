// What nobody sees at the start is read and built after the first page is drawn: closed dialogs, and what opens under a
// button.

import { afterFirstPage, isReload } from '$lib/ipc/start';

type Parts = typeof import('$lib/components/frame/later');

class Later {
  /** The first page is on screen. */
  drawn = $state(false);
  /** The parts, as soon as they are here. */
  parts = $state.raw<Parts | null>(null);

  constructor() {
    afterFirstPage(() => {
      this.drawn = true;
      void this.read();
    });
  }

  /** Without these parts nothing opens, not even a message: the whole page is tried once more. */
  private async read(): Promise<void> {
    try {
      this.parts = await import('$lib/components/frame/later');
    } catch (error) {
      if (isReload()) throw error;
      location.reload();
    }
  }
}

export const later = new Later();
