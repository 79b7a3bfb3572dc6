// What nobody sees at the start is built after the first page is drawn: closed dialogs, and what opens under a button.

import { afterFirstPage } from '$lib/ipc/start';

class FirstPage {
  /** The first page is on screen; true from the beginning where none was handed over. */
  drawn = $state(false);

  constructor() {
    afterFirstPage(() => (this.drawn = true));
  }
}

export const firstPage = new FirstPage();
