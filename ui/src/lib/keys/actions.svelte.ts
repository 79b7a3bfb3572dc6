// The one table of actions. It binds the keys, fills the palette and prints the sheet of keys, so the three never
// disagree. The frame adds what holds everywhere, a page adds its own while it is shown.

import { untrack } from 'svelte';
import { boundTo, isTyping, pressOf, Sequence } from './keys';

export interface Action {
  id: string;
  title: string;
  /** Heading in the palette and on the sheet. */
  group: string;
  /** `Mod+K`, `g o`, `?`; several alternatives are separated by commas with a space. */
  keys?: string[];
  run: () => void;
  /** Works over an open dialog too. */
  anywhere?: boolean;
  /** Whether it can be done now. */
  when?: () => boolean;
  /** Only a key (moving in a list): on the sheet, not in the palette. */
  keyOnly?: boolean;
}

class Actions {
  #sets = $state.raw<(() => Action[])[]>([]);

  /** Everything that can be done now; a later set (the page's) comes first and wins a key. */
  get all(): Action[] {
    return this.#sets
      .toReversed()
      .flatMap((set) => set())
      .filter((action) => action.when?.() ?? true);
  }

  /** Adds a set; the answer takes it away again. */
  add(set: () => Action[]): () => void {
    this.#sets = [...this.#sets, set];
    return () => (this.#sets = this.#sets.filter((one) => one !== set));
  }
}

export const actions = new Actions();

/** Adds a component's actions for as long as it is shown. */
export function useActions(set: () => Action[]): void {
  // Adding reads and writes the list of sets: tracked, it would run itself again for ever.
  $effect(() => untrack(() => actions.add(set)));
}

const sequence = new Sequence();

/** Runs the action that a press is bound to, if any; keys with a modifier work even while typing. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const press = pressOf(event);
  const typing = isTyping(event.target);
  if (typing && !press.startsWith('Mod+') && press !== 'Escape') return;
  // Enter and Space belong to the control that has the focus.
  const onControl =
    event.target instanceof HTMLElement &&
    event.target.closest('button, a, [role=menuitem], [role=option], [role=switch]');
  if (onControl && (press === 'Enter' || press === 'Space')) return;
  // An open dialog or menu has the keyboard to itself.
  const covered =
    document.querySelector(
      '[role=dialog][data-state=open], [role=menu][data-state=open], [role=listbox][data-state=open]'
    ) !== null;
  const all = covered ? actions.all.filter((one) => one.anywhere) : actions.all;
  const written = sequence.press(press, event.timeStamp, (first) =>
    all.some((action) => action.keys?.some((keys) => boundTo(keys).startsWith(`${first} `)))
  );
  const action = all.find((one) => one.keys?.some((keys) => boundTo(keys) === written));
  if (!action) return;
  event.preventDefault();
  // Who walks a list has left the control that was used before: Enter and Space mean the row from now on.
  if (onControl instanceof HTMLElement && (press === 'j' || press === 'k')) onControl.blur();
  action.run();
}
