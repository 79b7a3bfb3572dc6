// What the frame shows over the page, and what a page tells the frame.

class FrameUi {
  palette = $state(false);
  sheet = $state(false);
  /** Explaining that closing hides to the tray. */
  hiding = $state(false);
  /** Asking whether to quit while this many runs are in progress. */
  quitting = $state<number | null>(null);
  /** A few words beside the title: `10 jobs, 1 running`. Set by the page. */
  subtitle = $state<string | null>(null);
}

export const frameUi = new FrameUi();

/** Shows words beside the page's title for as long as the page is shown. */
export function useSubtitle(words: () => string | null): void {
  $effect(() => {
    frameUi.subtitle = words();
    return () => (frameUi.subtitle = null);
  });
}
