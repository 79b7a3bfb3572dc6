/** The form of targets: amounts and shares are typed as text, and become goals when they can be read. */

import { numberFormat } from '$lib/format/locale';
import type { Goals } from '$lib/ipc/bindings';

export interface GoalsForm {
  result: NonNullable<Goals['result']> | '';
  kind: 'cpa' | 'roas';
  cpa: string;
  roas: string;
  order: string;
  /** In percent. */
  margin: string;
  budget: string;
}

export type GoalsField = 'cpa' | 'roas' | 'order' | 'margin' | 'budget';

/** The form that shows these goals. */
export function formOf(goals: Goals): GoalsForm {
  return {
    result: goals.result ?? '',
    kind: goals.targetRoas !== null && goals.targetCpa === null ? 'roas' : 'cpa',
    cpa: written(goals.targetCpa),
    roas: goals.targetRoas === null ? '' : String(Math.round(goals.targetRoas * 1000) / 1000),
    order: written(goals.averageOrder),
    margin: goals.margin === null ? '' : String(Math.round(goals.margin * 10_000) / 100),
    budget: written(goals.monthlyBudget)
  };
}

/** Fields that hold something which cannot be read. */
export function wrongFields(form: GoalsForm): GoalsField[] {
  const wrong: GoalsField[] = [];
  if (form.kind === 'cpa' && !isEmptyOr(form.cpa, amount)) wrong.push('cpa');
  if (form.kind === 'roas' && !isEmptyOr(form.roas, decimal)) wrong.push('roas');
  if (!isEmptyOr(form.order, amount)) wrong.push('order');
  if (!isEmptyOr(form.margin, (text) => (decimal(text) !== null && Number(decimal(text)) <= 100 ? text : null)))
    wrong.push('margin');
  if (!isEmptyOr(form.budget, amount)) wrong.push('budget');
  return wrong;
}

/** The goals of a form without wrong fields. Only the kind of target that was chosen is one. */
export function goalsOf(form: GoalsForm, currency: string): Goals {
  const money = (text: string) => {
    const read = amount(text, currency);
    return read === null ? null : { amount: read, currency };
  };
  const number = (text: string) => (decimal(text) === null ? null : Number(decimal(text)));
  const margin = number(form.margin);
  return {
    result: form.result || null,
    targetCpa: form.kind === 'cpa' ? money(form.cpa) : null,
    targetRoas: form.kind === 'roas' ? number(form.roas) : null,
    averageOrder: money(form.order),
    margin: margin === null ? null : margin / 100,
    monthlyBudget: money(form.budget)
  };
}

/** Whether goals say the same: an amount is as high however many zeros are behind the point. */
export function sameGoals(a: Goals, b: Goals): boolean {
  const plain = (key: string, value: unknown) => (key === 'amount' ? Number(value) : value);
  return JSON.stringify(a, plain) === JSON.stringify(b, plain);
}

/** Goals with what is missing in them taken from others. */
export function filledFrom(goals: Goals, other: Goals): Goals {
  const hasTarget = goals.targetCpa !== null || goals.targetRoas !== null;
  return {
    result: goals.result ?? other.result,
    targetCpa: hasTarget ? goals.targetCpa : other.targetCpa,
    targetRoas: hasTarget ? goals.targetRoas : other.targetRoas,
    averageOrder: goals.averageOrder ?? other.averageOrder,
    margin: goals.margin ?? other.margin,
    monthlyBudget: goals.monthlyBudget ?? other.monthlyBudget
  };
}

/**
 * The form with newer suggestions in the fields that still hold what was suggested before; what a person wrote stays.
 * More days of history come in while the questions are open.
 */
export function followed(form: GoalsForm, suggested: GoalsForm, newer: GoalsForm): GoalsForm {
  const follow = <K extends keyof GoalsForm>(key: K): GoalsForm[K] =>
    form[key] === suggested[key] ? newer[key] : form[key];
  // The figures belong to the result that was suggested: once a person chose another one they stay.
  if (form.result !== suggested.result) return { ...form, budget: follow('budget') };
  return {
    result: follow('result'),
    kind: follow('kind'),
    cpa: follow('cpa'),
    roas: follow('roas'),
    order: follow('order'),
    margin: follow('margin'),
    budget: follow('budget')
  };
}

/** A decimal above 0 with a point or a comma, as the core reads it; `null` for anything else. */
export function decimal(text: string): string | null {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,12}(\.\d{1,6})?$/.test(plain) && Number(plain) > 0 ? plain : null;
}

/**
 * An amount of money as people write it, for the core. A point or comma with exactly three digits behind it separates
 * thousands, whichever of them a country uses: nobody writes tenths of a cent. Money that has thousandths is the exception
 * for the point.
 */
export function amount(text: string, currency?: string): string | null {
  const typed = text.trim().replaceAll(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))/g, '');
  const grouped = /^[1-9]\d{0,2}(?:(,)\d{3}(?:,\d{3})*(\.\d{1,6})?|(\.)\d{3}(?:\.\d{3})*(,\d{1,6})?)$/.exec(typed);
  if (!grouped) return decimal(typed);
  const [, comma, , point] = grouped;
  if (point && hasThousandths(currency) && /^\d+\.\d{3}$/.test(typed)) return decimal(typed);
  return decimal(typed.replaceAll((comma ?? point)!, ''));
}

function hasThousandths(currency: string | undefined): boolean {
  if (currency === undefined) return false;
  return numberFormat({ style: 'currency', currency }).resolvedOptions().maximumFractionDigits === 3;
}

/** An amount of the core as it stands in a field: thousandths of a unit must not be read as thousands. */
function written(money: Goals['targetCpa']): string {
  return money === null ? '' : money.amount.replace(/\.\d{3}$/, '$&0');
}

function isEmptyOr(text: string, read: (text: string) => string | null): boolean {
  return text.trim() === '' || read(text) !== null;
}
