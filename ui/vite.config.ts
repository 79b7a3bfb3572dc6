import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  // WebKitGTK 2.40 is the oldest web view that the supported systems bring.
  // Nothing is inlined: the window's content policy lets fonts come from the program itself, not from data addresses.
  build: { target: 'safari16.4', chunkSizeWarningLimit: 700, assetsInlineLimit: 0 },
  test: { include: ['src/**/*.test.ts'], environment: 'node' }
});
