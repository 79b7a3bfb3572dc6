import { expect, test } from 'vitest';
import { Asked } from './asked';

const params = (address: string) => new URL(address, 'http://window').searchParams;

test('what an address asks for is done once, and again when it is asked for again', () => {
  const asked = new Asked('export');
  const first = params('/review?export');
  expect([asked.takes(first), asked.takes(first)]).toEqual([true, false]);
  expect(asked.takes(params('/review'))).toBe(false);
  expect(asked.takes(params('/review?export'))).toBe(true);
});
