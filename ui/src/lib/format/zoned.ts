// Local time of a zone. The clock of each zone is asked of `Intl` once per instant, through one format per zone: making
// a format costs the first page more than all that it writes with it.

import { dateFormat } from './locale';

let here: string | null = null;

/** The zone of this machine. */
export const zoneHere = (): string => (here ??= new Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The local time of an instant: a date whose *UTC* fields are what a clock in the zone shows. */
export function zoned(at: string | Date, zone: string = zoneHere()): Date {
  const instant = new Date(at);
  if (zone === 'UTC' || Number.isNaN(instant.getTime())) return instant;
  const text = dateFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23'
  }).format(instant);
  const [day = 1, month = 1, year = 1970, hour = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}
