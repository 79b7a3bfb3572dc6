import { expect, test } from 'vitest';
import { placeFor } from './roving';

const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });

test('arrows walk a group round its ends', () => {
  expect(placeFor(press('ArrowRight'), 0, 3, 'row')).toBe(1);
  expect(placeFor(press('ArrowRight'), 2, 3, 'row')).toBe(0);
  expect(placeFor(press('ArrowLeft'), 0, 3, 'row')).toBe(2);
  expect(placeFor(press('ArrowUp'), 0, 3, 'both')).toBe(2);
  expect(placeFor(press('Home'), 2, 3, 'column')).toBe(0);
  expect(placeFor(press('End'), 0, 3, 'column')).toBe(2);
});
test('other presses lead nowhere', () => {
  expect(placeFor(press('ArrowDown'), 0, 3, 'row')).toBeNull();
  expect(placeFor(press('ArrowRight', true), 0, 3, 'row')).toBeNull();
  expect(placeFor(press('a'), 0, 3, 'both')).toBeNull();
  expect(placeFor(press('End'), 0, 0, 'both')).toBeNull();
});
