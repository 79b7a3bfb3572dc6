// Ordering of the palette: entries that have all the words, the closer to the start of a word the better; letters of
// an entry in their order also count, last.

function score(words: string[], text: string): number {
  let total = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at === 0) total += 4;
    else if (at > 0) total += /[\s·:_-]/.test(text[at - 1] ?? '') ? 3 : 2;
    else if (scattered(word, text)) total += 1;
    else return 0;
  }
  return total;
}

function scattered(word: string, text: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return word.length > 2;
}

/** The items that match what was typed, best first; equal ones keep their order. */
export function rank<T>(typed: string, items: T[], textOf: (item: T) => string): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .map((item) => ({ item, score: score(words, textOf(item).toLowerCase()) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.item);
}
