// Theme, privacy mode, zoom and the width of the rail.

import { Stored } from './stored.svelte';

export type Theme = 'light' | 'dark' | 'system';

interface Look {
  theme: Theme;
  privacy: boolean;
  zoom: number;
  railCollapsed: boolean;
  /** Also beside pages whose pictures want the width. */
  railStays: boolean;
}

class Appearance {
  #look = new Stored<Look>('appearance', {
    theme: 'system',
    privacy: false,
    zoom: 1,
    railCollapsed: false,
    railStays: false
  });
  #systemDark = $state(false);

  constructor() {
    if (typeof window === 'undefined') return;
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    this.#systemDark = dark.matches;
    dark.addEventListener('change', (event) => (this.#systemDark = event.matches));
  }

  get theme(): Theme {
    return this.#look.value.theme;
  }
  set theme(theme: Theme) {
    this.#look.patch({ theme });
  }

  /** The theme that is shown. */
  get shown(): 'light' | 'dark' {
    if (this.theme !== 'system') return this.theme;
    return this.#systemDark ? 'dark' : 'light';
  }

  get privacy(): boolean {
    return this.#look.value.privacy;
  }
  set privacy(privacy: boolean) {
    this.#look.patch({ privacy });
  }

  get railCollapsed(): boolean {
    return this.#look.value.railCollapsed;
  }
  set railCollapsed(railCollapsed: boolean) {
    this.#look.patch({ railCollapsed });
  }

  get railStays(): boolean {
    return this.#look.value.railStays;
  }
  set railStays(railStays: boolean) {
    this.#look.patch({ railStays });
  }

  get zoom(): number {
    return this.#look.value.zoom;
  }
  /** Steps of a tenth between 70 % and 180 %. */
  set zoom(zoom: number) {
    this.#look.patch({ zoom: Math.min(1.8, Math.max(0.7, Math.round(zoom * 10) / 10)) });
  }
}

export const appearance = new Appearance();
