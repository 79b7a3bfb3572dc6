import { describe, expect, it } from 'vitest';

/** What the icons take: `plainIcons.ts`. The library's types allow more, which would be dropped without a word. */
const TAKEN = ['size', 'strokeWidth', 'aria-hidden', 'aria-label'];

const sources: Record<string, string> = import.meta.glob('../**/*.svelte', {
  query: '?raw',
  import: 'default',
  eager: true
});

/** The properties that a source gives to the icons that it imports. */
function given(source: string): string[] {
  const icons = [...source.matchAll(/import (\w+) from '@lucide\/svelte\/icons\//g)].map(([, name]) => name);
  return icons.flatMap((icon) =>
    [...source.matchAll(new RegExp(`<${icon}\\s([^>]*?)/?>`, 'g'))].flatMap(([, properties = '']) =>
      [...properties.replace(/\{[^}]*\}|"[^"]*"/g, '').matchAll(/[\w-]+|\.\.\./g)].map(([name]) => name)
    )
  );
}

describe('icons', () => {
  it('are given what they take', () => {
    const all = Object.entries(sources).map(([file, source]) => [file, given(source)] as const);
    expect(all.flatMap(([, names]) => names).length).toBeGreaterThan(50);
    expect(all.filter(([, names]) => names.some((name) => !TAKEN.includes(name)))).toEqual([]);
  });
});
