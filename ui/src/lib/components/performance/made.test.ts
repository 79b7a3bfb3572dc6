import { beforeEach, expect, test } from 'vitest';
import { setLocale } from '$lib/format';
import type { Figures } from '$lib/ipc/bindings';
import { made } from './made';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const figures: Figures = {
  spend: usd('6397.59'),
  impressions: 440000,
  clicks: 9000,
  linkClicks: 6952,
  results: '234',
  purchases: '234',
  purchaseValue: usd('12411.32'),
  costPerResult: usd('27.34'),
  purchaseRoas: 1.94,
  ctrAll: 0.0205,
  ctrLink: 0.0158,
  cpcLink: usd('0.92'),
  cpm: usd('14.54'),
  conversionRate: 0.0337,
  hookRate: null,
  holdRate: null,
  addToCarts: null,
  landingPageViews: null
};
const about = {
  figures,
  result: 'purchases',
  days: { since: '2026-11-07', until: '2026-11-20' },
  countingSince: '2026-11-18',
  attribution: '1d_view_7d_click',
  dataAsOf: '2026-11-21T16:12:00Z',
  zone: 'America/Los_Angeles'
};

beforeEach(() => setLocale('en-US'));

test('a ratio says what was divided by what, how it was counted, what still grows and how fresh it is', () => {
  expect(made('costPerResult', about)).toEqual({
    title: 'Cost per result',
    value: '$27.34',
    formula: '$6,397.59 spent ÷ 234 purchases',
    notes: [
      'Purchases, 7-day click or 1-day view, 7–20 Nov',
      '18–20 Nov still counting, fetched Sat, 21 Nov 2026, 08:12:00 Los Angeles'
    ]
  });
});

test('what does not grow any more does not claim to', () => {
  expect(made('cpm', about).formula).toBe('$6,397.59 spent ÷ 440,000 impressions × 1,000');
  expect(made('cpm', about).notes[1]).not.toContain('still counting');
});

test('the days compared with are named with their value', () => {
  const compared = made('spend', {
    ...about,
    previous: { ...figures, spend: usd('6000') },
    compare: { since: '2026-10-24', until: '2026-11-06' }
  });
  expect(compared.notes.at(-1)).toBe('$6,000.00 in 24 Oct–6 Nov');
});

test('of days that were never read there is no figure, and it says so', () => {
  const unknown = made('costPerResult', { ...about, figures: null });
  expect([unknown.value, unknown.formula]).toEqual(['–', 'None of these days was ever read']);
});
