import { expect, test } from 'vitest';
import type { AppError } from '$lib/errors';
import { refusedAt, type Refused } from './refused';

const error = (message: string, code: AppError['code'] = 'invalid_input') =>
  ({ code, message, nextStep: '', lost: false }) as AppError;
type Key = 'name' | 'price' | 'comparePrice';
const fields = { name: 'Starter', price: 'cheap', comparePrice: '' };

test('a refusal is said at the field that was left', () => {
  expect(refusedAt<Key>(error('no amount'), 'price', fields, null)).toMatchObject({ field: 'price', typed: '"cheap"' });
  expect(refusedAt<Key>(null, 'price', fields, null)).toBeNull();
  expect(refusedAt<Key>(error('no disk', 'disk_full' as AppError['code']), 'price', fields, null)).toBeNull();
});
test('it stays there while that field is not mended, whatever other field is left', () => {
  const before: Refused<Key> = { field: 'price', typed: '"cheap"', error: error('no amount') };
  expect(refusedAt<Key>(error('no amount'), 'name', { ...fields, name: 'Kit' }, before)?.field).toBe('price');
  expect(refusedAt<Key>(error('no amount'), 'comparePrice', { ...fields, price: '12' }, before)?.field).toBe(
    'comparePrice'
  );
  expect(refusedAt<Key>(error('too dear'), 'comparePrice', fields, before)?.field).toBe('comparePrice');
});
test('what is there already is refused at the row: no field of it is wrong', () => {
  const before: Refused<Key> = { field: 'price', typed: '"cheap"', error: error('no amount') };
  const twice = refusedAt<Key>(error('there already', 'already_exists'), 'price', fields, before);
  expect(twice).toMatchObject({ field: null, error: { message: 'there already' } });
  expect(refusedAt<Key>(error('no amount'), 'name', fields, twice)?.field).toBe('name');
});
test('a tick and a list are fields like any other', () => {
  const row = { price: 'cheap', isDefault: true, banned: ['free'] };
  expect(refusedAt(error('no amount'), 'isDefault', row, null)?.field).toBe('isDefault');
  const before = refusedAt(error('no words'), 'banned', row, null);
  expect(refusedAt(error('no words'), 'price', row, before)?.field).toBe('banned');
  expect(refusedAt(error('no words'), 'price', { ...row, banned: [] }, before)?.field).toBe('price');
});
test('the field that the core names is the one that is wrong, whichever was left', () => {
  const row = { name: 'Deal', price: '24', comparePrice: '31', percentOff: '500', starts: '', ends: '' };
  const at = (field: string, message = 'no discount') => ({ ...error(message), field });
  expect(refusedAt(at('percentOff'), 'price', row, null)?.field).toBe('percentOff');
  // Two prices are too near each other: the one that was left is said to be, and stays so.
  const dear = refusedAt(at('price', 'too dear'), 'comparePrice', row, null);
  expect(dear?.field).toBe('comparePrice');
  expect(refusedAt(at('price', 'too dear'), 'percentOff', row, dear)?.field).toBe('comparePrice');
  expect(refusedAt(at('price', 'too dear'), 'percentOff', row, null)?.field).toBe('price');
});
