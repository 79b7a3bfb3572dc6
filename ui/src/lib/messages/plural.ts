/** `1 ad`, `3 ads`: the number as given. English has two forms, and one is for the number one alone. */
export function plural(count: number, one: string, other: string, written: string = String(count)): string {
  return `${written} ${count === 1 ? one : other}`;
}

/** Small numbers as words at the start of a sentence: `Three`. */
export function numberWord(count: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count);
}
