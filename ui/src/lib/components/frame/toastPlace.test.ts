import { describe, expect, test } from 'vitest';
import { covered, placeFor, places, type Box } from './toastPlace';

const room: Box = { left: 44, top: 44, right: 1000, bottom: 674 };
const size = { width: 300, height: 40 };
const box = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height
});
const usual = box(684, 622, 300, 40);

describe('where messages stand', () => {
  test('at the bottom right when nothing is there', () => {
    expect(placeFor(size, room, [])).toEqual(usual);
    expect(places(size, room)[0]).toEqual(usual);
  });
  test('a little further up when a bar of buttons is there', () => {
    const bar = [box(780, 636, 90, 28), box(880, 636, 90, 28)];
    const place = placeFor(size, room, bar);
    expect(covered(place, bar)).toBe(0);
    expect([place.right, place.bottom < 636]).toEqual([984, true]);
    expect(place.bottom).toBeGreaterThan(600);
  });
  test('in the middle when the panel at the right is full of controls', () => {
    const panel = Array.from({ length: 15 }, (_, row) => box(600, 60 + row * 40, 380, 36));
    const place = placeFor({ width: 200, height: 40 }, room, panel);
    expect(covered(place, panel)).toBe(0);
    expect([place.right < 600, place.bottom]).toEqual([true, 662]);
  });
  test('where least is covered when controls are everywhere: a row can be pressed beside it, a button cannot', () => {
    const rows = Array.from({ length: 13 }, (_, row) => box(44, 44 + row * 50, 956, 49));
    const button = box(700, 630, 80, 28);
    expect(covered(usual, [button])).toBeGreaterThan(1 - 1e-9);
    expect(covered(usual, rows)).toBeLessThan(1);
    expect(covered(placeFor(size, room, [...rows, button]), [button])).toBe(0);
  });
  test('never outside the room', () => {
    for (const place of places(size, room)) {
      expect(place.left >= room.left && place.top >= room.top && place.bottom <= room.bottom).toBe(true);
    }
    expect(places({ width: 2000, height: 900 }, room)).toHaveLength(9);
  });
});
