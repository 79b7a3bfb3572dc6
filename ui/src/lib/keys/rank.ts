// Ordering of the palette: entries that have all the words, the closer to the start of a word the better; first
// letters of words also count, last.

function score(words: string[], text: string): number {
  let total = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at === 0) total += 4;
    else if (at > 0) total += /[\s·:_-]/.test(text[at - 1] ?? '') ? 3 : 2;
    else if (areInitials(word, text)) total += 1;
    else return 0;
  }
  return total;
}

/** Whether the letters are the first letters of words, one after the other. */
function areInitials(word: string, text: string): boolean {
  const initials = text
    .split(/[\s·:_-]+/)
    .map((part) => part.charAt(0))
    .join('');
  return word.length > 1 && initials.includes(word);
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
