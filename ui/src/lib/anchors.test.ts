import { expect, test } from 'vitest';
import { m } from '$lib/messages';

const sources = import.meta.glob<string>('/src/**/*.{svelte,ts}', { query: '?raw', import: 'default', eager: true });

test('every link into the settings leads to a section that is there', () => {
  const sections = Object.keys(m.settings.sections);
  const links = Object.entries(sources).flatMap(([file, source]) =>
    [...source.matchAll(/['"`]\/settings#(\w+)/g)].map((found) => `${file}: ${found[1] ?? ''}`)
  );
  expect(links.length).toBeGreaterThan(2);
  expect(links.filter((link) => !sections.includes(link.split(': ')[1] ?? ''))).toEqual([]);
});
