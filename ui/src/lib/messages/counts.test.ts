import { expect, test } from 'vitest';
import * as m from './en';

/** Every sentence of the catalogue that takes something, said of one: numbers are given as such, or written already. */
function* saidOfOne(words: unknown, path: string): Generator<[string, string[]]> {
  if (typeof words === 'function') {
    const said = [1, '1'].flatMap((one) => {
      try {
        const answer: unknown = words(...Array.from({ length: 6 }, () => one));
        return typeof answer === 'string' ? [answer] : [];
      } catch {
        // It takes a name, a list or an object.
        return [];
      }
    });
    yield [path, said];
  } else if (typeof words === 'object' && words !== null) {
    for (const [key, value] of Object.entries(words)) yield* saidOfOne(value, `${path}.${key}`);
  }
}

/** Third persons: `1 fails`, `1 needs a look`. */
const VERBS = /^(is|was|has|fails|needs|waits|holds|does|carries|starts|uses|takes|passes|goes|opens)$/;

const COUNTED =
  /(?<![\d.,:×÷])\b1 (?:more |further |stored |unused |link |daily |distinct |checks? |jobs? |ads? |pictures? )?([a-z]+)\b(?! again)/g;

function isPlural(said: string): boolean {
  return [...said.matchAll(COUNTED)].some(
    ([, word = '']) => (/[^s]s$/.test(word) && !VERBS.test(word)) || /^(are|were|have)$/.test(word)
  );
}

test('one is said in the singular', () => {
  const wrong = [...saidOfOne(m, 'm')].filter(([, said]) => said.length > 0 && said.every(isPlural));
  expect(wrong).toEqual([]);
});
