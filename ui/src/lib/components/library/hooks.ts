// Hooks pasted one a line.

import type { HookForm } from '$lib/ipc/bindings';

/** The lines that are not there yet, without list marks and outer quotes. */
export function pastedHooks(text: string, there: Pick<HookForm, 'text'>[]): HookForm[] {
  const known = new Set(there.map((hook) => hook.text.toLowerCase()));
  const fresh: HookForm[] = [];
  for (const line of text.split(/\r?\n/)) {
    const words = line
      .replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '')
      .trim()
      .replace(/^["“„](.*)["”“]$/, '$1')
      .trim();
    if (words === '' || known.has(words.toLowerCase())) continue;
    known.add(words.toLowerCase());
    fresh.push({ id: '', text: words, awareness: null, shorter: [] });
  }
  return fresh;
}
