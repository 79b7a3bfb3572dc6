// Names of slots on screen: `row-2` is "Row 2".

import type { PreviewText } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

/** A slot as a person reads it. */
export function slotName(slot: string): string {
  const known = m.create.panel.slots[slot];
  if (known) return known;
  const [, base = slot, number] = /^(.*?)(?:-(\d+))?$/.exec(slot) ?? [];
  const name = m.create.panel.slots[base] ?? base.replaceAll('-', ' ');
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return number ? `${capital} ${number}` : capital;
}

/** Where a text stands, as shares of the picture. A number that is none comes as `null` over the wire. */
export interface TextPlace {
  slot: string;
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
  limit: number | null;
}

/** Texts in the order in which a person reads them: by line, then from left. */
export function readingOrder(texts: PreviewText[]): TextPlace[] {
  const places = texts.map((text) => ({
    ...text,
    x: text.x ?? 0,
    y: text.y ?? 0,
    width: text.width ?? 0,
    height: text.height ?? 0
  }));
  return places.sort((a, b) => (Math.abs(a.y - b.y) > 0.02 ? a.y - b.y : a.x - b.x));
}
