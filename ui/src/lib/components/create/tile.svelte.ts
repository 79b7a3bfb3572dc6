// One ad on the board: what was proposed, what a person changed, and what is known of its drawing.

import type { AdColour, AdTexts, AdJudgement, AdSize, Preview, ProposedAd, SlotText } from '$lib/ipc/bindings';
import type { AppError } from '$lib/errors';
import { EMPTY_COPY } from './copy';

/** What a re-roll leaves as it is. */
export interface Locks {
  template: boolean;
  photo: boolean;
  words: boolean;
}

/** A tile as the draft keeps it. */
export interface StoredTile {
  key: string;
  proposed: ProposedAd;
  hook: string;
  colour: AdColour;
  seed: number;
  kept: boolean;
  locks: Locks;
  texts: SlotText[];
  picture: string | null;
  copy: AdTexts;
}

export class Tile {
  readonly key: string;
  proposed = $state.raw<ProposedAd>() as ProposedAd;
  /** The key of the hook on the board that it says. */
  hook = $state('');
  colour = $state<AdColour>('original');
  seed = $state(0);
  kept = $state(false);
  locks = $state<Locks>({ template: false, photo: false, words: false });
  texts = $state<SlotText[]>([]);
  picture = $state<string | null>(null);
  copy = $state<AdTexts>({ ...EMPTY_COPY });

  /** The newest drawing of each size. */
  drawn = $state.raw<Partial<Record<AdSize, Preview>>>({});
  judgement = $state.raw<AdJudgement | null>(null);
  /** What the judgement is about; another ad needs another. */
  judged = '';
  /** Why it could not be checked. */
  judgeError = $state.raw<AppError | null>(null);

  constructor(stored: StoredTile) {
    this.key = stored.key;
    // Boards that were kept before sets were counted have no count.
    this.proposed = { ...stored.proposed, cards: stored.proposed.cards ?? 1 };
    this.hook = stored.hook;
    this.colour = stored.colour;
    this.seed = stored.seed;
    this.kept = stored.kept;
    this.locks = { ...stored.locks };
    this.texts = stored.texts.map((text) => ({ ...text }));
    this.picture = stored.picture;
    this.copy = {
      ...stored.copy,
      primaryTexts: [...stored.copy.primaryTexts],
      headlines: [...stored.copy.headlines]
    };
  }

  get template(): string {
    return this.proposed.template;
  }
  /** What a new draw leaves where it is: kept, held, or changed by hand. */
  get stays(): boolean {
    return this.kept || this.locks.template || this.texts.length > 0 || this.picture !== null;
  }
  get locked(): boolean {
    return this.locks.template && this.locks.photo && this.locks.words;
  }

  /** Whether repair changed this size: then it is drawn as it will be made. */
  isMended(size: AdSize): boolean {
    return this.judgement?.mended.includes(size) ?? false;
  }

  /** Locks everything, or frees everything. */
  toggleLock(): void {
    const on = !this.locked;
    this.locks = { template: on, photo: on, words: on };
  }

  /** Other words for a slot; `null` takes the template's own again. */
  write(slot: string, text: string | null): void {
    const others = this.texts.filter((one) => one.slot !== slot);
    this.texts = text === null ? others : [...others, { slot, text }];
  }

  /** Takes the place of another proposal, leaving what is locked. */
  become(proposed: ProposedAd, hook: string, seed: number): void {
    if (!this.locks.template) {
      if (proposed.template !== this.proposed.template) this.drawn = {};
      this.proposed = proposed;
    }
    if (!this.locks.words) {
      this.hook = hook;
      this.texts = [];
    }
    if (!this.locks.photo) this.picture = null;
    this.seed = seed;
  }

  stored(): StoredTile {
    const { key, proposed, hook, colour, seed, kept, picture } = this;
    return {
      key,
      proposed,
      hook,
      colour,
      seed,
      kept,
      picture,
      locks: $state.snapshot(this.locks),
      texts: $state.snapshot(this.texts),
      copy: $state.snapshot(this.copy)
    };
  }
}
