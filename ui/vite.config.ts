import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { plainIcons } from './plainIcons';

interface Module {
  importedIds: readonly string[];
  dynamicallyImportedIds: readonly string[];
  code: string | null;
}

interface Modules {
  getModuleInfo(id: string): Module | null;
}

/** The catalogue's file of one page's words: `m.<page>` in the source that uses it. */
const WORDS = /\/messages\/en\/(\w+)\.ts$/;

/** A route as the router asks for it; other parts that the first page asks for are for later. */
const ROUTE = /\/nodes\/\d+\.js$/;

/** `parts` without the words that none of them names: the catalogue is one import and imports all. */
function withWordsInUse(modules: Modules, parts: Set<string>): Set<string> {
  const code = [...parts].map((id) => modules.getModuleInfo(id)?.code ?? '').join('\n');
  const isSaid = (id: string) => new RegExp(`\\bm\\.${WORDS.exec(id)?.[1]}\\b`).test(code);
  return new Set([...parts].filter((id) => !WORDS.test(id) || isSaid(id)));
}

/** What `roots` import at once, and what that imports. */
function closure(modules: Modules, roots: Iterable<string>): Set<string> {
  const found = new Set(roots);
  for (const id of found) {
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  }
  return found;
}

/** What runs before the first page is shown: the entry, all that it imports at once, and the routes made of nothing else. */
function atOnce(modules: Modules, entry: string): Set<string> {
  const first = closure(modules, [entry]);
  const isShown = (id: string) => modules.getModuleInfo(id)?.importedIds.some((part) => first.has(part)) ?? false;
  const asked = [...first].flatMap((id) => modules.getModuleInfo(id)?.dynamicallyImportedIds ?? []);
  const routes = asked.filter((id) => ROUTE.test(id));
  return closure(modules, [...first, ...routes.filter(isShown)]);
}

const has = (set: Set<string> | undefined, end: string) => [...(set ?? [])].some((id) => id.endsWith(end));

/**
 * Three files: what the first page needs, what the frame needs when that page is shown, and all other pages. The web view
 * takes a file in pieces of 8 kB, each a turn of the program's main loop, and reads all of it before its first line runs:
 * what nobody has opened yet is left for later. `hooks.client.ts` names what the first page is, `frame/later.ts` what
 * comes after it.
 */
function firstPageByItself(): Plugin {
  let entry = '';
  let rest = '';
  let first: Set<string> | undefined;
  let later: Set<string> | undefined;
  function file(id: string, modules: Modules): string {
    if ((first ??= withWordsInUse(modules, atOnce(modules, entry))).has(id)) return 'first';
    return (later ??= withWordsInUse(modules, closure(modules, [rest]))).has(id) ? 'later' : 'pages';
  }
  return {
    name: 'first-page-by-itself',
    enforce: 'post',
    applyToEnvironment: (environment) => environment.config.consumer === 'client',
    moduleParsed({ id, isEntry }) {
      if (isEntry && id.endsWith('/client/bundle.js')) entry = id;
      if (id.endsWith('/frame/later.ts')) rest = id;
    },
    // Words have no effect of their own: a file that uses none of a page's words does not read them.
    transform: (_, id) => (WORDS.test(id) ? { moduleSideEffects: false } : null),
    options: (input) => ({ ...input, preserveEntrySignatures: 'allow-extension' }),
    outputOptions: (output) => ({
      ...output,
      codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: file }] }
    }),
    generateBundle() {
      // The router reads the layout and the page for errors before it shows anything.
      const late = ['/nodes/0.js', '/nodes/1.js'].some((node) => !has(first, node));
      if (late) this.error('the layout or the page for errors is not in the first file: name it in hooks.client.ts');
      if (rest === '') this.error('frame/later.ts is gone: what comes after the first page would come with all others');
    }
  };
}

export default defineConfig({
  plugins: [plainIcons(), sveltekit(), firstPageByItself()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  // WebKitGTK 2.40 is the oldest web view that the supported systems bring.
  // Nothing is inlined: the window's content policy lets fonts come from the program itself, not from data addresses.
  build: { target: 'safari16.4', chunkSizeWarningLimit: 700, assetsInlineLimit: 0 },
  // Tests import what the window gets.
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  test: { include: ['src/**/*.test.ts'], environment: './vitest.environment.ts' }
});
