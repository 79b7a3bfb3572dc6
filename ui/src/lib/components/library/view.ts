// The view of a picture: the point that matters most and the box that must not be cut, moved by pointer and keys.

import type { PictureBox, PicturePoint } from '$lib/ipc/bindings';

const within = (value: number) => Math.min(1, Math.max(0, value));
/** To a thousandth: what a person places is no finer. */
const fine = (value: number) => Math.round(value * 1000) / 1000;

/** A point, moved by shares of the picture and kept in it. */
export function moved(point: PicturePoint, dx: number, dy: number): PicturePoint {
  return { x: fine(within((point.x ?? 0.5) + dx)), y: fine(within((point.y ?? 0.5) + dy)) };
}

/** The box between two points, whichever was first; nothing for a click. */
export function boxOf(from: PicturePoint, to: PicturePoint): PictureBox | null {
  const [left, right] = [from.x ?? 0, to.x ?? 0].map(within).sort((a, b) => a - b) as [number, number];
  const [top, bottom] = [from.y ?? 0, to.y ?? 0].map(within).sort((a, b) => a - b) as [number, number];
  const box = { x: fine(left), y: fine(top), width: fine(right - left), height: fine(bottom - top) };
  return box.width < 0.02 || box.height < 0.02 ? null : box;
}

/** One side of a box set anew; the box stays in the picture. */
export function resized(box: PictureBox, side: keyof PictureBox, share: number): PictureBox {
  const now = { ...box, [side]: within(share) };
  const [x, y] = [now.x ?? 0, now.y ?? 0];
  return { x, y, width: fine(Math.min(now.width ?? 0, 1 - x)), height: fine(Math.min(now.height ?? 0, 1 - y)) };
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
