import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'src/lib/ipc/bindings.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // TypeScript already knows every name.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'smart'],
      // Links are paths inside the one page the binary carries; there is no base path to resolve.
      'svelte/no-navigation-without-resolve': 'off',
      // Some web views refuse it; `$lib/clipboard` knows the way around.
      'no-restricted-properties': [
        'error',
        { object: 'navigator', property: 'clipboard', message: 'Use copyText of $lib/clipboard.' }
      ],
      // Maps and sets in state are replaced as a whole, never changed in place.
      'svelte/prefer-svelte-reactivity': 'off'
    }
  },
  { files: ['src/lib/clipboard.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } }
  }
);
