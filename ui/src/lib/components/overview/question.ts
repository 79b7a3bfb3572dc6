// The Overview's question to the core, and the answer to it that came with the page.

import type { Scope } from '$lib/ipc/bindings';
import { handOver } from '$lib/ipc/query.svelte';
import { start } from '$lib/ipc/start';

/** Equal scopes have equal keys, whoever wrote them down. */
export function overviewKey({ account, days, compare }: Scope): string {
  const part = (range: Scope['compare']) => (range ? `${range.since}–${range.until}` : '');
  return `overview:${account}:${part(days)}:${part(compare)}`;
}

const ahead = start?.ahead.overview;
if (ahead) handOver(overviewKey(ahead.scope), ahead.page);
