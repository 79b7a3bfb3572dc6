import { expect, it } from 'vitest';
import { said } from './templates';

it('names what is said once, by the alphabet', () => {
  expect(said(['Pets', null, 'Home care', 'pets', ''])).toEqual(['Home care', 'Pets']);
});
