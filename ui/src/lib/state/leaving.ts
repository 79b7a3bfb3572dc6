// The wish to leave is heard from the first frame on. The dialogs that answer it come after the first page.

import { commands, events } from '$lib/ipc/bindings';
import { frameUi } from './frameUi.svelte';

/** Listens; answers how to stop. */
export function hearWishToLeave(): () => void {
  const stops = [
    events.hidingToTray.listen(() => (frameUi.hiding = true)),
    events.quitAsked.listen((event) => (frameUi.quitting = event.payload.running))
  ];
  // Who closed the window before this waits for an answer.
  void Promise.all(stops).then(() => commands.pageListens());
  return () => stops.forEach((stop) => void stop.then((off) => off()));
}
