/**
 * How often a job repeats, as the form shows it, and its cron text. Cron is the truth in the file: a preset only writes
 * it, and text that no preset writes stays text.
 */

/** Hours between runs that divide a day, so that the rule means the same every day. */
export const HOUR_STEPS = [1, 2, 3, 4, 6, 8, 12] as const;

export type Repeat =
  | { kind: 'hours'; step: number; minute: number }
  | { kind: 'daily'; minute: number; hour: number }
  | { kind: 'twice'; minute: number; hours: [number, number] }
  | { kind: 'weekdays'; minute: number; hour: number }
  | { kind: 'weekly'; minute: number; hour: number; days: number[] }
  | { kind: 'monthly'; minute: number; hour: number; day: number }
  | { kind: 'custom'; expression: string };

export type RepeatKind = Repeat['kind'];

/** The five-field cron text of a repeat. Days of the week are 0 to 6 from Sunday. */
export function toCron(repeat: Repeat): string {
  switch (repeat.kind) {
    case 'hours':
      return `${repeat.minute} ${repeat.step === 1 ? '*' : `*/${repeat.step}`} * * *`;
    case 'daily':
      return `${repeat.minute} ${repeat.hour} * * *`;
    case 'twice':
      return `${repeat.minute} ${[...repeat.hours].sort((a, b) => a - b).join(',')} * * *`;
    case 'weekdays':
      return `${repeat.minute} ${repeat.hour} * * 1-5`;
    case 'weekly':
      return `${repeat.minute} ${repeat.hour} * * ${[...new Set(repeat.days)].sort((a, b) => a - b).join(',')}`;
    case 'monthly':
      return `${repeat.minute} ${repeat.hour} ${repeat.day} * *`;
    case 'custom':
      return repeat.expression.trim().replace(/\s+/g, ' ');
  }
}

/** The preset that writes this cron text, or the text itself where none does. */
export function fromCron(expression: string): Repeat {
  const text = expression.trim().replace(/\s+/g, ' ');
  return preset(text) ?? { kind: 'custom', expression: text };
}

function preset(text: string): Repeat | undefined {
  const [minuteText, hourText, dayText, monthText, weekText, ...more] = text.split(' ');
  if (weekText === undefined || more.length > 0 || monthText !== '*') return undefined;
  const minute = whole(minuteText, 0, 59);
  if (minute === undefined) return undefined;

  const everyDay = dayText === '*' && weekText === '*';
  const step = everyDay ? hourStep(hourText) : undefined;
  if (step !== undefined) return { kind: 'hours', step, minute };

  const pair = everyDay ? hourPair(hourText) : undefined;
  if (pair) return { kind: 'twice', minute, hours: pair };

  const hour = whole(hourText, 0, 23);
  if (hour === undefined) return undefined;
  if (everyDay) return { kind: 'daily', minute, hour };
  if (dayText === '*') {
    if (weekText === '1-5') return { kind: 'weekdays', minute, hour };
    const days = weekDays(weekText);
    return days && { kind: 'weekly', minute, hour, days };
  }
  const day = weekText === '*' ? whole(dayText, 1, 31) : undefined;
  return day === undefined ? undefined : { kind: 'monthly', minute, hour, day };
}

function whole(text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined || !/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

function hourStep(text: string | undefined): number | undefined {
  if (text === '*') return 1;
  const step = /^\*\/(\d{1,2})$/.exec(text ?? '')?.[1];
  return HOUR_STEPS.find((known) => String(known) === step);
}

function hourPair(text: string | undefined): [number, number] | undefined {
  const [first, second, ...more] = (text ?? '').split(',').map((part) => whole(part, 0, 23));
  if (first === undefined || second === undefined || more.length > 0 || first === second) return undefined;
  return first < second ? [first, second] : [second, first];
}

function weekDays(text: string): number[] | undefined {
  const days = text.split(',').map((part) => whole(part, 0, 7));
  if (days.some((day) => day === undefined)) return undefined;
  return [...new Set(days.map((day) => (day ?? 0) % 7))].sort((a, b) => a - b);
}

/** The same time of day under another preset, so that changing the preset keeps what was typed. */
export function changeKind(from: Repeat, kind: RepeatKind): Repeat {
  const minute = 'minute' in from ? from.minute : 0;
  const hour = 'hour' in from ? from.hour : from.kind === 'twice' ? from.hours[0] : 6;
  switch (kind) {
    case 'hours':
      return { kind, step: 6, minute };
    case 'daily':
    case 'weekdays':
      return { kind, minute, hour };
    case 'twice':
      return { kind, minute, hours: hour < 12 ? [hour, hour + 12] : [hour - 12, hour] };
    case 'weekly':
      return { kind, minute, hour, days: [1] };
    case 'monthly':
      return { kind, minute, hour, day: 1 };
    case 'custom':
      return { kind, expression: toCron(from) };
  }
}

/** `09:05`. */
export function clockText(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Hour and minute of `09:05`; `undefined` for anything else. */
export function readClock(text: string): { hour: number; minute: number } | undefined {
  const [, hourText, minuteText] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
  const hour = whole(hourText, 0, 23);
  const minute = whole(minuteText, 0, 59);
  return hour === undefined || minute === undefined ? undefined : { hour, minute };
}
