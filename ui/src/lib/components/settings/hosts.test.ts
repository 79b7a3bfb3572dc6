import { expect, it } from 'vitest';
import { purposeOf } from './hosts';

it.each([
  ['graph.facebook.com', 'graph'],
  ['127.0.0.1:41234', 'local'],
  ['localhost:8080', 'local'],
  ['[::1]:9', 'local'],
  ['scontent.xx.fbcdn.net', 'pictures'],
  ['127-lookalike.example', 'pictures']
] as const)('%s is asked for %s', (host, purpose) => {
  expect(purposeOf(host)).toBe(purpose);
});
