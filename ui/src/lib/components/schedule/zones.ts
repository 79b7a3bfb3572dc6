/** Time zones to choose from, the likely ones first. */

import { timeOfDay, zoneName } from '$lib/format';

export interface ZoneChoice {
  value: string;
  label: string;
  /** What the search looks through: the whole IANA name too. */
  text: string;
}

let all: string[] | undefined;

/** Every zone this web view knows, with those that are in use first. */
export function zoneChoices(first: string[]): ZoneChoice[] {
  all ??= Intl.supportedValuesOf('timeZone');
  const known = [...new Set([...first, 'UTC', ...all])];
  return known.map((zone) => ({
    value: zone,
    label: zoneName(zone),
    text: zone.replaceAll('_', ' ').toLocaleLowerCase()
  }));
}

/** The choices that hold every word of the search, at most `most`. */
export function findZones(choices: ZoneChoice[], search: string, most = 40): ZoneChoice[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found: ZoneChoice[] = [];
  for (const choice of choices) {
    if (words.every((word) => choice.text.includes(word))) found.push(choice);
    if (found.length === most) break;
  }
  return found;
}

/** The time it is in a zone now. */
export function timeThere(zone: string, now: Date): string {
  return timeOfDay(now, zone);
}
