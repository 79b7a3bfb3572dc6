// One place hears that something in the file changed and tells whoever shows it. Events carry ids, never data: the
// listener asks again.

import { events, type Changed } from './bindings';

export type Kind = Changed['kind'];

type Listener = { kinds: readonly Kind[]; act: (change: Changed | null) => void };

const listeners = new Set<Listener>();
let started = false;

function tell(change: Changed | null): void {
  for (const listener of [...listeners]) {
    if (change === null || listener.kinds.includes(change.kind)) listener.act(change);
  }
}

/** Starts listening to the core; done once, by the frame. */
export async function listenToChanges(): Promise<void> {
  if (started) return;
  started = true;
  await events.fileChanged.listen((event) => tell(event.payload));
  await events.everythingChanged.listen(() => tell(null));
}

/** Calls `act` when something of these kinds changed, or when everything may have (`null`). Answers how to stop. */
export function onChange(kinds: readonly Kind[], act: (change: Changed | null) => void): () => void {
  const listener = { kinds, act };
  listeners.add(listener);
  return () => listeners.delete(listener);
}
