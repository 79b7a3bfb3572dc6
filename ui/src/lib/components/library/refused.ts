/** What was typed and cannot be used: it is said at its field, where it stays until it is mended. */

import type { AppError } from '$lib/errors';

/** Whether an error is about what was typed. */
export const isRefused = (error: AppError | null): error is AppError =>
  error?.code === 'invalid_input' || error?.code === 'already_exists';

export interface Refused<K extends string> {
  /** `null` for all of the row: it says what another row says. */
  field: K | null;
  /** What stood in the field. */
  typed: string;
  error: AppError;
}

/** Fields that are refused for each other's sake: it is said at the one of them that was left. */
const TOGETHER = [
  ['price', 'comparePrice'],
  ['starts', 'ends']
];

/**
 * At which field of a row a refusal is said: at the one that the core names; else at the one that was left, unless
 * another one was refused for the same reason before and still holds what it held. A row is stored as a whole.
 */
export function refusedAt<K extends string>(
  error: AppError | null,
  left: K,
  fields: Record<K, unknown>,
  before: Refused<K> | null
): Refused<K> | null {
  if (!isRefused(error)) return null;
  const holds = (field: K) => JSON.stringify(fields[field]);
  const named = error.field;
  if (named != null && named in fields) {
    const both = TOGETHER.find((pair) => pair.includes(named)) ?? [];
    const earlier = before?.error.message === error.message && both.includes(before.field ?? '') ? before.field : null;
    const field = both.includes(left) ? left : (earlier ?? (named as K));
    return { field, typed: holds(field), error };
  }
  if (error.code === 'already_exists') return { field: null, typed: '', error };
  const isSame = before?.field && before.error.message === error.message && holds(before.field) === before.typed;
  return isSame ? { ...before, error } : { field: left, typed: holds(left), error };
}
