import { describe, expect, test } from 'vitest';
import type { CheckRow } from '$lib/ipc/bindings';
import { inOrder, isQuiet, tally } from './checks';

const row = (code: string, part: Partial<CheckRow> = {}): CheckRow => ({
  code,
  title: code,
  size: null,
  measured: null,
  limit: null,
  outcome: 'pass',
  weight: 'blocks',
  words: null,
  slot: null,
  ...part
});

describe('checks on screen', () => {
  test('failed ones come first, then looks and notes, and last those that had nothing to look at', () => {
    const lines = inOrder([
      row('a'),
      row('b', { outcome: 'notChecked' }),
      row('c', { outcome: 'fail', weight: 'looks' }),
      row('d', { outcome: 'fail' }),
      row('e', { outcome: 'fail', weight: 'informs' })
    ]);
    expect(lines.map((line) => line.row.code)).toEqual(['d', 'c', 'e', 'a', 'b']);
  });
  test('one that could not run although it counts is not folded away with what passed', () => {
    const quiet = inOrder([
      row('passes'),
      row('cannot run', { outcome: 'notChecked' }),
      row('does not apply', { outcome: 'notChecked', weight: 'informs' }),
      row('fails', { outcome: 'fail' })
    ]).filter(isQuiet);
    expect(quiet.map((line) => line.row.code)).toEqual(['passes', 'does not apply']);
  });
  test('what passes in every size is one line, what fails in one names it', () => {
    const lines = inOrder([
      row('contrast', { size: '4x5' }),
      row('contrast', { size: '9x16' }),
      row('logo', { size: '4x5' }),
      row('logo', { size: '9x16', outcome: 'fail' })
    ]);
    expect(lines.map((line) => line.name)).toEqual(['logo, 9:16', 'contrast', 'logo, 4:5']);
  });
  test('a check counts once, by its worst size; one that only informs is a note and no pass', () => {
    const rows = [
      row('logo', { size: '4x5' }),
      row('logo', { size: '9x16', outcome: 'fail' }),
      row('area', { outcome: 'fail', weight: 'informs' })
    ];
    expect(tally(rows)).toEqual({ fail: 1, look: 0, note: 1, pass: 0, notChecked: 0 });
  });
});
