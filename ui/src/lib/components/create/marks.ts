// Marks in the words of a picture: `~struck through~`, `*in the accent colour*`. They are not read, so they do not count.

/** The words without their marks; one that has no second is a letter like any other. */
export function plain(text: string): string {
  const paired = (mark: string) => text.split(mark).length > 2;
  const gone = ['*', '~'].filter(paired);
  return gone.length === 0 ? text : [...text].filter((letter) => !gone.includes(letter)).join('');
}

export const isMarked = (text: string): boolean => plain(text) !== text;
