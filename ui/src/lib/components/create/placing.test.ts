import { expect, test } from 'vitest';
import { placed } from './placing';

const tile = (template: string, stays = false) => ({ template, stays });
const proposals = (...templates: string[]) => templates.map((template) => ({ template }));
const board = (...args: Parameters<typeof placed>) =>
  placed(...args).map(
    ({ tile, proposed }) => `${tile ? tile.template : 'new'}${proposed ? `=${proposed.template}` : ''}`
  );

test('an empty board takes as many as are wanted', () => {
  expect(board([], proposals('a', 'b', 'c'), 2, false)).toEqual(['new=a', 'new=b']);
});

test('what stays keeps its place, and what is proposed again as well', () => {
  const tiles = [tile('a', true), tile('b'), tile('c')];
  expect(board(tiles, proposals('c', 'x'), 3, false)).toEqual(['a', 'new=x', 'c=c']);
});

test('a template that stays is not put on the board by hand a second time', () => {
  expect(board([tile('a', true)], proposals('a', 'b'), 2, true)).toEqual(['a', 'new=b']);
});

test('fewer are wanted: the last ones go, but none that stays', () => {
  expect(board([tile('a'), tile('b')], proposals('a', 'b'), 1, false)).toEqual(['a=a']);
  expect(board([tile('a', true), tile('b', true)], [], 1, false)).toEqual(['a', 'b']);
});

test('too many proposals take no place of an ad that stays', () => {
  expect(board([tile('a'), tile('z', true)], proposals('a'), 1, false)).toEqual(['z']);
});
