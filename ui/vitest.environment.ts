// Tests run what the window runs, where effects have an effect, but without a page around it.

import type { Environment } from 'vitest/runtime';

export default {
  name: 'window',
  viteEnvironment: 'client',
  setup: () => ({ teardown() {} })
} satisfies Environment;
