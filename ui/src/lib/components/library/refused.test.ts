import { expect, test } from 'vitest';
import type { AppError } from '$lib/errors';
import { refusedAt, type Refused } from './refused';

const error = (message: string, code: AppError['code'] = 'invalid_input') =>
  ({ code, message, nextStep: '', lost: false }) as AppError;
type Key = 'name' | 'price' | 'comparePrice';
const fields = { name: 'Starter', price: 'cheap', comparePrice: '' };

test('a refusal is said at the field that was left', () => {
  expect(refusedAt<Key>(error('no amount'), 'price', fields, null)).toMatchObject({ field: 'price', typed: 'cheap' });
  expect(refusedAt<Key>(null, 'price', fields, null)).toBeNull();
  expect(refusedAt<Key>(error('no disk', 'disk_full' as AppError['code']), 'price', fields, null)).toBeNull();
});
test('it stays there while that field is not mended, whatever other field is left', () => {
  const before: Refused<Key> = { field: 'price', typed: 'cheap', error: error('no amount') };
  expect(refusedAt<Key>(error('no amount'), 'name', { ...fields, name: 'Kit' }, before)?.field).toBe('price');
  expect(refusedAt<Key>(error('no amount'), 'comparePrice', { ...fields, price: '12' }, before)?.field).toBe(
    'comparePrice'
  );
  expect(refusedAt<Key>(error('too dear'), 'comparePrice', fields, before)?.field).toBe('comparePrice');
});
