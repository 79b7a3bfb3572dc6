// A group of which one part at a time is a stop of the Tab key, and arrows walk the others: tabs, options, radio buttons.

const KEYS: Record<string, { axis: 'row' | 'column'; by: number }> = {
  ArrowRight: { axis: 'row', by: 1 },
  ArrowLeft: { axis: 'row', by: -1 },
  ArrowDown: { axis: 'column', by: 1 },
  ArrowUp: { axis: 'column', by: -1 }
};

/** A press in such a group. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The place that a press leads to from `at` among so many, round the ends; `null` if it leads nowhere. */
export function placeFor(press: Press, at: number, count: number, axis: 'row' | 'column' | 'both'): number | null {
  if (count === 0 || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === 'Home') return 0;
  if (press.key === 'End') return count - 1;
  const step = KEYS[press.key];
  if (!step || (axis !== 'both' && step.axis !== axis)) return null;
  return (Math.max(0, at) + step.by + count) % count;
}

/** Moves the focus within a group whose parts have this role, and gives the part's place; `null` if it stays. */
export function walkGroup(event: KeyboardEvent, role: string, axis: 'row' | 'column' | 'both'): number | null {
  if (!(event.target instanceof HTMLElement)) return null;
  const group = event.currentTarget as HTMLElement;
  const parts = [...group.querySelectorAll<HTMLElement>(`[role=${role}]`)];
  const part = event.target.closest<HTMLElement>(`[role=${role}]`);
  const to = placeFor(event, part ? parts.indexOf(part) : 0, parts.length, axis);
  if (to === null) return null;
  event.preventDefault();
  parts[to]?.focus();
  return to;
}
