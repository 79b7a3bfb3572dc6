// A pattern of file names while it is typed: putting a part in where the caret stands.

const SEPARATOR = /[_\- ]/;

/** The pattern with a part put in at the caret, set apart by underscores, and where the caret stands then. */
export function insertPart(pattern: string, caret: number, part: string): { pattern: string; caret: number } {
  const before = pattern.slice(0, caret);
  const after = pattern.slice(caret);
  const apart = (text: string, letter: string | undefined) => (text === '' || SEPARATOR.test(letter ?? '') ? '' : '_');
  const put = `${apart(before, before.at(-1))}${part}`;
  return { pattern: `${before}${put}${apart(after, after[0])}${after}`, caret: before.length + put.length };
}
