// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const file = (path: string) => new URL(`../../../${path}`, import.meta.url);
const fonts = [...readFileSync(file('src/lib/styles/tokens.css'), 'utf8').matchAll(/url\('([^']+)'\)/g)].map(
  (found) => found[1]!
);

describe('the typefaces of the window', () => {
  test('are asked for before any script, so that no letter and no zero is missing in the first frame', () => {
    const page = readFileSync(file('src/app.html'), 'utf8');
    expect(fonts.length).toBe(2);
    for (const font of fonts) {
      expect(page, font).toMatch(new RegExp(`rel="preload"[^>]*href="%sveltekit.assets%${font}"[^>]*as="font"`));
      expect(existsSync(file(`static${font}`)), font).toBe(true);
    }
  });
});
