import { expect, test } from 'vitest';
import { boxOf, millimetres, moved, resized, tagsOf } from './view';

test('a point stays in the picture', () => {
  expect(moved({ x: 0.99, y: 0.01 }, 0.05, -0.05)).toEqual({ x: 1, y: 0 });
});

test('a box is drawn from any corner, and a click draws none', () => {
  expect(boxOf({ x: 0.8, y: 0.9 }, { x: 0.2, y: 0.1 })).toEqual({ x: 0.2, y: 0.1, width: 0.6, height: 0.8 });
  expect(boxOf({ x: 0.5, y: 0.5 }, { x: 0.51, y: 0.9 })).toBeNull();
});

test('a box never grows out of the picture', () => {
  expect(resized({ x: 0.2, y: 0.2, width: 0.5, height: 0.5 }, 'x', 0.7)).toEqual({
    x: 0.7,
    y: 0.2,
    width: 0.3,
    height: 0.5
  });
});

test('tags are what stands between commas, each once', () => {
  expect(tagsOf(' product:bottle, ,person:hand,product:bottle')).toEqual(['product:bottle', 'person:hand']);
});

test('a box stays a box', () => {
  expect(resized({ x: 0.2, y: 0.2, width: 0.5, height: 0.5 }, 'x', 1)).toMatchObject({ x: 0.98, width: 0.02 });
  expect(resized({ x: 0.2, y: 0.2, width: 0.5, height: 0.5 }, 'width', NaN)).toMatchObject({ width: 0.5 });
});

test('a height is a number with a point or a comma, or nothing', () => {
  expect(['', ' 12,5 ', '210', 'tall', '-3'].map(millimetres)).toEqual([null, 12.5, 210, undefined, undefined]);
});
