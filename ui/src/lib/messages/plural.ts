/** `1 ad`, `3 ads`: the number as given. English has two forms, and one is for the number one alone. */
export function plural(count: number, one: string, other: string, written: string = String(count)): string {
  return `${written} ${count === 1 ? one : other}`;
}

/** The same of a number that is written already: `1 ad`, `1,204 ads`. */
export function pluralWritten(written: string, one: string, other: string): string {
  return `${written} ${written === '1' ? one : other}`;
}

/** Small numbers as words at the start of a sentence: `Three`. */
export function numberWord(count: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count);
}
