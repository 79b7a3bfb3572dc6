const rules = new Intl.PluralRules('en');

/** `1 ad`, `3 ads`: the number as given, the word by the plural rules of English. */
export function plural(count: number, one: string, other: string, written: string = String(count)): string {
  return `${written} ${rules.select(count) === 'one' ? one : other}`;
}

/** Small numbers as words at the start of a sentence: `Three`. */
export function numberWord(count: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count);
}
