import type { PerformanceQuery } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

/** What the file of exported rows is called: by the question that the rows answer, and not by one asked since. */
export function exportName(account: string, { level, scope }: PerformanceQuery): string {
  const name = `${account} ${m.performance.levels[level]} ${scope.days.since} ${scope.days.until}.csv`;
  return name.replaceAll(/[/\\:*?"<>|]/g, ' ');
}
