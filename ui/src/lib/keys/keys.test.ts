import { describe, expect, test } from 'vitest';
import { boundTo, keysAsWritten, pressOf, Sequence } from './keys';

const press = (key: string, held: Partial<Record<'metaKey' | 'ctrlKey' | 'altKey', boolean>> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  ...held
});

describe('keys', () => {
  test('Mod is Command on a Mac and Control elsewhere', () => {
    expect(pressOf(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(pressOf(press('k', { ctrlKey: true }), false)).toBe('Mod+K');
    expect(pressOf(press('k', { metaKey: true }), false)).toBe('k');
  });
  test('are written as the system writes them', () => {
    expect(keysAsWritten('Mod+K', false)).toBe('Ctrl K');
    expect(keysAsWritten('Mod+K', true)).toBe('⌘K');
    expect(keysAsWritten('g o', false)).toBe('g o');
    expect(keysAsWritten('Mod++', false)).toBe('Ctrl +');
  });
  test('a letter with Mod is bound however the table writes it', () => {
    const hide = pressOf(press('h', { ctrlKey: true, altKey: true }), false);
    expect(boundTo('Mod+Alt+h')).toBe(hide);
    expect(boundTo('Mod+Alt+H')).toBe(hide);
    expect(boundTo('Alt+Mod+h')).toBe(hide);
    expect(['Mod++', 'Mod+-', '+', 'G', 'g o', 'Mod+Enter'].map(boundTo)).toEqual([
      'Mod++',
      'Mod+-',
      '+',
      'G',
      'g o',
      'Mod+Enter'
    ]);
  });
  test('two presses make one sequence, but not when the second comes late', () => {
    const starts = (first: string) => first === 'g';
    const quick = new Sequence();
    expect(quick.press('g', 0, starts)).toBe('g');
    expect(quick.press('o', 300, starts)).toBe('g o');
    expect(quick.press('o', 400, starts)).toBe('o');
    const slow = new Sequence();
    slow.press('g', 0, starts);
    expect(slow.press('o', 5000, starts)).toBe('o');
  });
});
