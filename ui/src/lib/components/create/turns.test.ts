import { describe, expect, it } from 'vitest';
import { Turns } from './turns';

/** Works that end when they are told to, noted in the order in which they began. */
function desk(turns: Turns) {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const begin = (place: string, first = () => false) =>
    turns.take(first, () => {
      began.push(place);
      return new Promise<void>((end) => ends.set(place, end));
    });
  const end = async (place: string) => {
    ends.get(place)?.();
    for (let tick = 0; tick < 5; tick++) await Promise.resolve();
  };
  return { began, begin, end };
}

describe('turns', () => {
  it('come in order, as many at once as there may be', async () => {
    const { began, begin, end } = desk(new Turns(2));
    for (const place of ['a', 'b', 'c', 'd']) void begin(place);
    expect(began).toEqual(['a', 'b']);
    await end('b');
    await end('a');
    expect(began).toEqual(['a', 'b', 'c', 'd']);
  });
  it('let what is looked at wait for nothing', async () => {
    const { began, begin, end } = desk(new Turns(1));
    let selected = 'none';
    for (const place of ['a', 'b', 'c']) void begin(place, () => place === selected);
    void begin('d', () => true);
    expect(began).toEqual(['a', 'd']);
    selected = 'c';
    await end('a');
    await end('d');
    expect(began).toEqual(['a', 'd', 'c']);
  });
  it('go on after work that fails', async () => {
    const turns = new Turns(1);
    const later = () => false;
    const failed = turns.take(later, () => Promise.reject(new Error('no')));
    const next = turns.take(later, () => Promise.resolve('drawn'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('drawn');
  });
});
