import { expect, test } from 'vitest';
import { pastedHooks } from './hooks';

test('hooks are pasted one a line, without list marks, quotes and doubles', () => {
  const found = pastedHooks(
    '- You were paying for water.\n2) “Buy the bottle once.”\n\nLooks simple. It is.\n$24 once.',
    [{ text: 'looks simple. it is.' }]
  );
  expect(found.map((hook) => hook.text)).toEqual(['You were paying for water.', 'Buy the bottle once.', '$24 once.']);
});
