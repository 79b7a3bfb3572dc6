// How keys are written in the table of actions, and how a press is matched against them.
//
// `Mod+K` is Command on a Mac and Control elsewhere; `g o` is two presses, one after the other; `?` and `/` are the
// characters themselves, whatever keys make them.

const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** The press as it is written in the table: `Mod+K`, `g`, `Enter`, `Space`. */
export function pressOf(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>, mac = isMac): string {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const key = event.key === ' ' ? 'Space' : event.key;
  const letter = key.length === 1 && mod ? key.toUpperCase() : key;
  return `${mod ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${letter}`;
}

/**
 * Keys of the table in the form that a press has: a letter with `Mod` is a capital however the table writes it, and
 * `Alt` stands after `Mod`.
 */
export function boundTo(keys: string): string {
  return keys
    .split(' ')
    .map((press) => {
      const held = /^(?:(?:Mod|Alt)\+)*/.exec(press)![0];
      const key = press.slice(held.length);
      const mod = held.includes('Mod+');
      const letter = mod && key.length === 1 ? key.toUpperCase() : key;
      return `${mod ? 'Mod+' : ''}${held.includes('Alt+') ? 'Alt+' : ''}${letter}`;
    })
    .join(' ');
}

const names: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Enter: '↵'
};

/** The keys as a person of this system reads them: `Ctrl K` or `⌘K`, `g o`. */
export function keysAsWritten(keys: string, mac = isMac): string {
  return keys
    .split(' ')
    .map((press) => {
      const parts = press.split('+').filter(Boolean);
      // A press of the plus key itself.
      if (press.endsWith('+')) parts.push('+');
      return parts
        .map((part) => (part === 'Mod' ? (mac ? '⌘' : 'Ctrl') : part === 'Alt' && mac ? '⌥' : (names[part] ?? part)))
        .join(mac ? '' : ' ');
    })
    .join(' ');
}

/** Whether the person is typing text, so that single letters are not commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Follows presses through two-press sequences. */
export class Sequence {
  #first: string | null = null;
  #at = 0;

  /** The written form of what has been pressed: both presses of a sequence, or this one. */
  press(press: string, at: number, starts: (first: string) => boolean): string {
    const pending = this.#first !== null && at - this.#at < 1200 ? this.#first : null;
    this.#first = null;
    if (pending !== null) return `${pending} ${press}`;
    if (starts(press)) {
      this.#first = press;
      this.#at = at;
    }
    return press;
  }
}
