import { expect, test } from 'vitest';
import { m } from '$lib/messages';
import { isBlank, lack, OF_BRANDS, OF_PRODUCTS } from './factKinds';

const kind = (word: string) => OF_PRODUCTS.find((one) => one.kind === word)!;

test('a quote needs who or where, and when', () => {
  const quote = { quote: 'It fizzes.', author: '', source: '', date: '' };
  expect(lack(kind('reviews'), quote)).toBe('Still missing: date, author or source');
  expect(lack(kind('reviews'), { ...quote, source: 'saltwick.com' })).toBe('Still missing: date');
  expect(lack(kind('reviews'), { ...quote, author: 'Jo H.', date: '2026-10-02' })).toBeNull();
  expect(lack(kind('reviews'), { ...quote, author: 'Jo H.', date: '2026-10-02', rating: '7' })).toBe(
    m.library.facts.noStars
  );
});

test('a number needs its source', () => {
  expect(lack(kind('figures'), { number: '6 g', claim: 'is what it weighs' })).toBe('Still missing: source');
});

test('an amount is a number in either notation', () => {
  expect(lack(kind('kit'), { name: 'Steel tin', value: '7,50' })).toBeNull();
  expect(lack(kind('kit'), { name: 'Steel tin', value: '$7' })).toBe(m.library.facts.noAmount('$7'));
});

test('spaces alone are nothing', () => {
  expect(isBlank({ quote: ' ', author: '' })).toBe(true);
});

test('every kind and every field has words', () => {
  for (const one of [...OF_PRODUCTS, ...OF_BRANDS]) {
    const words = m.library.facts.kinds[one.kind];
    for (const field of one.fields) expect(words.fields, one.kind).toHaveProperty(field.key);
  }
});
