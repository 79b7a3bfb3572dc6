// The view of a picture: the point that matters most and the box that must not be cut, moved by pointer and keys.

import type { PictureBox, PicturePoint } from '$lib/ipc/bindings';

const within = (value: number) => Math.min(1, Math.max(0, value));
/** To a thousandth: what a person places is no finer. */
const fine = (value: number) => Math.round(value * 1000) / 1000;

/** A box is at least this wide and tall. */
const LEAST = 0.02;

/** A point, moved by shares of the picture and kept in it. */
export function moved(point: PicturePoint, dx: number, dy: number): PicturePoint {
  return { x: fine(within((point.x ?? 0.5) + dx)), y: fine(within((point.y ?? 0.5) + dy)) };
}

/** The box between two points, whichever was first; nothing for a click. */
export function boxOf(from: PicturePoint, to: PicturePoint): PictureBox | null {
  const [left, right] = [from.x ?? 0, to.x ?? 0].map(within).sort((a, b) => a - b) as [number, number];
  const [top, bottom] = [from.y ?? 0, to.y ?? 0].map(within).sort((a, b) => a - b) as [number, number];
  const box = { x: fine(left), y: fine(top), width: fine(right - left), height: fine(bottom - top) };
  return box.width < LEAST || box.height < LEAST ? null : box;
}

/** One side of a box set anew; the box stays in the picture, and a box. */
export function resized(box: PictureBox, side: keyof PictureBox, share: number): PictureBox {
  const now = { ...box, [side]: Number.isFinite(share) ? within(share) : box[side] };
  const [x, y] = [Math.min(now.x ?? 0, 1 - LEAST), Math.min(now.y ?? 0, 1 - LEAST)];
  const length = (wanted: number | null, from: number) => fine(Math.max(LEAST, Math.min(wanted ?? 0, 1 - from)));
  return { x: fine(x), y: fine(y), width: length(now.width, x), height: length(now.height, y) };
}

/** Millimetres as they are typed, with a point or a comma: nothing, a length, or `undefined` for what is none. */
export function millimetres(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  const length = Number(plain);
  return Number.isFinite(length) && length > 0 ? length : undefined;
}

/** Tags as they are typed, with commas. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean)
  )
];
