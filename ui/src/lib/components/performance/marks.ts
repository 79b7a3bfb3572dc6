import type { Mark } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

/** What stands over the day of a mark. */
export function markText(mark: Mark): string {
  const words = m.performance.trend.mark;
  if (mark.kind === 'platform') return words.platform;
  return mark.kind === 'untracked' ? words.untracked : words[mark.kind](mark.times);
}
