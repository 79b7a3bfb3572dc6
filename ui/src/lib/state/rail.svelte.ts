// How the rail stands: as a person wants it, icons only where the window is small. A page whose pictures want the width
// has icons only up to a wider window, unless a person opens the rail there.

import { page } from '$app/state';
import { pageAt } from '$lib/pages';
import { appearance } from './appearance.svelte';

const SMALL = 1000;
const ROOMY = 1360;

class Rail {
  /** Pixels across of the window. */
  window = $state(1280);

  /** There is no room for more than icons. */
  get fixed(): boolean {
    return this.window < SMALL;
  }
  get #stepsBack(): boolean {
    return this.window < ROOMY && (pageAt(page.url.pathname)?.roomy ?? false);
  }
  get collapsed(): boolean {
    if (this.fixed || appearance.railCollapsed) return true;
    return this.#stepsBack && !appearance.railStays;
  }
  toggle(): void {
    if (this.fixed) return;
    const collapsed = this.collapsed;
    if (this.#stepsBack) appearance.railStays = collapsed;
    if (!this.#stepsBack || collapsed) appearance.railCollapsed = !collapsed;
  }
}

export const rail = new Rail();
