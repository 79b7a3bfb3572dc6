import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** The window loads one page from inside the binary and routes by itself: no server, one fallback page. */
const config = {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html', strict: true }),
    paths: { relative: false },
    version: { pollInterval: 0, name: '1' },
    output: { bundleStrategy: 'single' }
  }
};

export default config;
