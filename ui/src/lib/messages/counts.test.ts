import { expect, test } from 'vitest';
import * as m from './en';

type Sentence = (...of: unknown[]) => unknown;

/** What counts, and what it counts. */
const COUNT = { count: 1, total: 1, kind: '1', what: '1' };
/** One, as a sentence may take it: a number, written already, a list of one name or one thing, or that thing. */
const SHAPES = [1, '1', ['1'], [COUNT], COUNT];

/** Sentences that none of these suits, by their paths. */
const NOT_SAID: string[] = [];

/** Every sentence of the catalogue that takes something, said of one in each way that suits it. */
function* saidOfOne(words: unknown, path: string): Generator<[string, string[]]> {
  if (typeof words === 'function') {
    const say = words as Sentence;
    const said = [1, '1'].flatMap((one) => strings(say, Array<unknown>(6).fill(one)));
    yield [path, said.length > 0 ? said : lists(say.length).flatMap((of) => strings(say, of))];
  } else if (typeof words === 'object' && words !== null) {
    for (const [key, value] of Object.entries(words)) yield* saidOfOne(value, `${path}.${key}`);
  }
}

/** All that can be given to a sentence of this many places. */
function lists(places: number): unknown[][] {
  return places === 0 ? [[]] : lists(places - 1).flatMap((of) => SHAPES.map((shape) => [...of, shape]));
}

/** What a sentence says; nothing if it does not suit what it was given. */
function strings(say: Sentence, of: unknown[]): string[] {
  let answer: unknown;
  try {
    answer = say(...of);
  } catch {
    return [];
  }
  const said = typeof answer === 'object' && answer !== null ? Object.values(answer) : [answer];
  return said.every((one) => typeof one === 'string' && !/undefined|NaN|\[object/.test(one)) ? (said as string[]) : [];
}

/** Third persons: `1 fails`, `1 needs a look`. */
const VERBS = /^(is|was|has|fails|needs|waits|holds|does|carries|starts|uses|takes|advertises|passes|goes|opens)$/;

const COUNTED =
  /(?<![\d.,:×÷])\b1 (?:more |further |stored |unused |link |daily |distinct |checks? |jobs? |ads? |pictures? )?([a-z]+)\b(?! again)/g;

function isPlural(said: string): boolean {
  return [...said.matchAll(COUNTED)].some(
    ([, word = '']) => (/[^s]s$/.test(word) && !VERBS.test(word)) || /^(are|were|have)$/.test(word)
  );
}

const said = [...saidOfOne(m, 'm')];

test('one is said in the singular', () => {
  expect(said.filter(([, all]) => all.length > 0 && all.every(isPlural))).toEqual([]);
});
test('every sentence is said of one', () => {
  expect(said.filter(([, all]) => all.length === 0).map(([path]) => path)).toEqual(NOT_SAID);
});
