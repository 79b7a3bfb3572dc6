// What a person set on a page and finds again after a restart: sort, range, columns, panel, scroll. It belongs to this
// window and not to the file, so it lies in the web view's own storage.

import { untrack } from 'svelte';

const PREFIX = 'ad-creator:';

function read<T>(key: string, start: T): T {
  try {
    const text = localStorage.getItem(PREFIX + key);
    if (text === null) return start;
    const value: unknown = JSON.parse(text);
    // Objects grow fields over time: what an older version did not store has its start value.
    return isRecord(value) && isRecord(start) ? ({ ...start, ...value } as T) : (value as T);
  } catch {
    return start;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that survives a restart. */
export class Stored<T> {
  #key: string;
  #value = $state.raw() as T;

  constructor(key: string, start: T) {
    this.#key = key;
    this.#value = read(key, start);
  }

  get value(): T {
    return this.#value;
  }

  set value(next: T) {
    this.#value = next;
    try {
      localStorage.setItem(PREFIX + this.#key, JSON.stringify(next));
    } catch {
      // Storage is full or switched off: the setting holds until the window closes, which is all that is lost.
    }
  }

  /** Changes some fields of a value that is an object. An effect that does so does not depend on the others. */
  patch(part: Partial<T>): void {
    this.value = { ...untrack(() => this.#value), ...part };
  }
}
