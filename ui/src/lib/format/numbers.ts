// Numbers as a person reads them. Money and quantities arrive as decimal strings and are never turned into floating
// point for display: `Intl` takes the digits as they are. A missing value is a dash, never a zero.

import { numberFormat } from './locale';

/** An amount as the core sends it. */
export interface Money {
  amount: string;
  currency: string;
}

/** What stands where there is no value. */
export const MISSING = '–';

/** A true minus sign: as wide as a plus, so that columns of deltas align. */
const MINUS = '\u2212';
const minus = (text: string) => text.replace('-', MINUS);

/** `Intl` reads decimal strings exactly; its types want them as a template literal. */
const digits = (text: string) => text as unknown as number;

/** Money with its currency: `$1,338.20`; `whole` drops the cents for figures where they are noise. */
export function money(value: Money | null | undefined, options: { whole?: boolean } = {}): string {
  if (!value) return MISSING;
  const shape: Intl.NumberFormatOptions = {
    style: 'currency',
    currency: value.currency,
    currencyDisplay: 'narrowSymbol'
  };
  if (options.whole) shape.maximumFractionDigits = 0;
  return minus(numberFormat(shape).format(digits(value.amount)));
}

/** Money for a sentence: whole from 100 up, with cents below. */
export function moneyBrief(value: Money | null | undefined): string {
  if (!value) return MISSING;
  const size = Math.abs(Number(value.amount));
  return money(value, { whole: size >= 100 || Number.isInteger(size) });
}

/** Money for an axis: `$2k`. */
export function moneyAxis(value: number, currency: string): string {
  return minus(
    numberFormat({
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      notation: value >= 1000 ? 'compact' : 'standard',
      minimumFractionDigits: 0,
      maximumFractionDigits: axisDecimals(value)
    }).format(value)
  );
}

/** Tenths of thousands, whole units from ten up, cents below. */
function axisDecimals(value: number): number {
  if (value >= 1000) return 1;
  return value >= 10 || Number.isInteger(value) ? 0 : 2;
}

/** A whole number: `12,480`. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined
    ? MISSING
    : minus(numberFormat({ maximumFractionDigits: 0 }).format(value));
}

/** A short number for axes: `12k`. */
export function countAxis(value: number): string {
  return numberFormat({ notation: value >= 10_000 ? 'compact' : 'standard', maximumFractionDigits: 1 }).format(value);
}

/** A number of results, which may be fractional where credit is shared: `57` or `59.9`. */
export function quantity(value: string | null | undefined): string {
  return value === null || value === undefined
    ? MISSING
    : minus(numberFormat({ maximumFractionDigits: 1 }).format(digits(value)));
}

/** A fraction as a percentage: 0.0137 is `1.37%`. */
export function percent(value: number | null | undefined, decimals = 2): string {
  return value === null || value === undefined
    ? MISSING
    : minus(
        numberFormat({ style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
          value
        )
      );
}

/** A plain ratio such as ROAS or frequency: `1.82`. */
export function ratio(value: number | null | undefined, decimals = 2): string {
  return value === null || value === undefined
    ? MISSING
    : minus(numberFormat({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value));
}

/** A relative change with its sign: `+4.4%`, `−5.4%`, `0.0%`. */
export function delta(value: number | null | undefined, decimals = 1): string {
  if (value === null || value === undefined) return MISSING;
  const size = percent(Math.abs(value), decimals);
  if (size === percent(0, decimals)) return size;
  return `${value > 0 ? '+' : MINUS}${size}`;
}

/** Relative change from `before` to `now`; `null` where there is nothing to compare with. */
export function change(now: number | null | undefined, before: number | null | undefined): number | null {
  if (now === null || now === undefined || before === null || before === undefined || before === 0) return null;
  return now / before - 1;
}

/** Whether a change is good news, by the direction that is better; nothing below half a percent is news at all. */
export function toneOf(value: number | null, better: 'higher' | 'lower' | 'neither'): 'good' | 'bad' | 'neutral' {
  if (value === null || better === 'neither' || Math.abs(value) < 0.005) return 'neutral';
  return value > 0 === (better === 'higher') ? 'good' : 'bad';
}

/** A size in bytes: `4.2 MB`. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return MISSING;
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return numberFormat({
    style: 'unit',
    unit: units[unit]!,
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: unit === 0 || size >= 100 ? 0 : 1
  }).format(size);
}
