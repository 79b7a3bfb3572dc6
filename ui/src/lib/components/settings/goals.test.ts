import { describe, expect, it } from 'vitest';
import type { Goals } from '$lib/ipc/bindings';
import { amount, filledFrom, followed, formOf, goalsOf, wrongFields } from './goals';

const none: Goals = {
  result: null,
  targetCpa: null,
  targetRoas: null,
  averageOrder: null,
  margin: null,
  monthlyBudget: null
};
const full: Goals = {
  ...none,
  result: 'purchases',
  targetCpa: { amount: '28.5', currency: 'USD' },
  averageOrder: { amount: '52', currency: 'USD' },
  margin: 0.62,
  monthlyBudget: { amount: '50000', currency: 'USD' }
};

describe('the form of targets', () => {
  it('gives back the goals it shows', () => {
    expect(goalsOf(formOf(full), 'USD')).toEqual(full);
    expect(goalsOf(formOf(none), 'USD')).toEqual(none);
  });
  it('shows a share as a percentage', () => {
    expect(formOf(full).margin).toBe('62');
    expect(formOf({ ...none, margin: 0.0725 }).margin).toBe('7.25');
  });
  it('keeps only the kind of target that was chosen', () => {
    expect(goalsOf({ ...formOf(full), kind: 'roas', roas: '1.86' }, 'USD')).toMatchObject({
      targetCpa: null,
      targetRoas: 1.86
    });
  });
  it('names the fields that cannot be read, and none for an empty form', () => {
    expect(wrongFields(formOf(none))).toEqual([]);
    expect(wrongFields({ ...formOf(none), cpa: '0', order: 'x', margin: '120', budget: '-5' })).toEqual([
      'cpa',
      'order',
      'margin',
      'budget'
    ]);
  });
  it('takes a comma for the point', () => {
    expect(amount(' 28,50 ')).toBe('28.50');
  });
  it('reads thousands as thousands, whichever sign separates them', () => {
    expect(
      ['1,250', '50,000', '1.250', '1 250', "1'250", '1,250,000', '1.250.000'].map((text) => amount(text))
    ).toEqual(['1250', '50000', '1250', '1250', '1250', '1250000', '1250000']);
    expect(['1,250.50', '1.234,50', '12 500,5'].map((text) => amount(text))).toEqual(['1250.50', '1234.50', '12500.5']);
  });
  it('reads any other number of digits behind the sign as a part of one', () => {
    expect(['28.5', '28,50', '1.25', '0.125', '0,125', '28.1250', '1250.5'].map((text) => amount(text))).toEqual([
      '28.5',
      '28.50',
      '1.25',
      '0.125',
      '0.125',
      '28.1250',
      '1250.5'
    ]);
  });
  it('refuses what is neither', () => {
    expect(['1,25,000', '1.250.5', '1,250,5', '12,3456,7', '1, 250', ',5', '1e3'].map((text) => amount(text))).toEqual(
      Array(7).fill(null)
    );
  });
  it('reads money that has thousandths with a point as it is', () => {
    expect([amount('1.250', 'KWD'), amount('1.250', 'USD'), amount('1,250', 'KWD')]).toEqual(['1.250', '1250', '1250']);
  });
  it('keeps an amount of the core with three decimals', () => {
    const fine: Goals = { ...none, targetCpa: { amount: '28.125', currency: 'USD' } };
    expect(Number(goalsOf(formOf(fine), 'USD').targetCpa?.amount)).toBe(28.125);
  });
  it('never takes a ratio or a share for thousands', () => {
    const goals = goalsOf({ ...formOf(none), kind: 'roas', roas: '1.862', margin: '62,125' }, 'USD');
    expect([goals.targetRoas, goals.margin]).toEqual([1.862, 0.62125]);
  });
});

describe('questions that are open while history comes in', () => {
  const of = (cpa: string, budget: string): Goals => ({
    ...full,
    targetCpa: { amount: cpa, currency: 'USD' },
    monthlyBudget: { amount: budget, currency: 'USD' }
  });
  const first = formOf(of('31.00', '9000'));
  const later = formOf(of('28.00', '50000'));
  it('follow it in what nobody touched', () => {
    expect(followed(first, first, later)).toEqual(later);
  });
  it('keep what a person wrote, and what they emptied', () => {
    expect(followed({ ...first, cpa: '25', margin: '' }, first, later)).toEqual({ ...later, cpa: '25', margin: '' });
  });
  it('keep the figures once another result was chosen', () => {
    expect(followed({ ...first, result: 'leads' }, first, later)).toMatchObject({
      result: 'leads',
      cpa: '31.00',
      budget: '50000'
    });
  });
});

describe('a proposal', () => {
  it('fills only what was not said', () => {
    expect(filledFrom({ ...none, targetRoas: 2 }, full)).toEqual({ ...full, targetCpa: null, targetRoas: 2 });
  });
});
