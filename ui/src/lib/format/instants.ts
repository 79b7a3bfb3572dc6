// Instants are UTC on the wire. On screen they are relative to now, or exact in a named zone.

import { dateFormat, locale } from './locale';
import { zoned } from './zoned';

/** Writes the local time of an instant. The format itself is in UTC, so that all zones share it. */
function written(at: string | Date, zone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  const tag = locale() === 'en-US' ? 'en-GB' : locale();
  return dateFormat(tag, { ...options, timeZone: 'UTC' }).format(zoned(at, zone));
}

/** A zone as a person says it: `America/Los_Angeles` is `Los Angeles`. */
export function zoneName(zone: string): string {
  return (zone.split('/').pop() ?? zone).replaceAll('_', ' ');
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function dayOfInstant(at: string | Date, zone?: string): string {
  return zoned(at, zone).toISOString().slice(0, 10);
}

/** `08:12`. */
export function timeOfDay(at: string | Date, zone?: string): string {
  return written(at, zone, { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** `Sat 21 Nov 2026, 08:12:30 Los Angeles`. */
export function exactInstant(at: string | Date, zone?: string): string {
  const text = written(at, zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false
  });
  return zone ? `${text} ${zoneName(zone)}` : text;
}

/** `just now`, `in 3 h 18 min`, `12 min ago`, `in 22 days`, `2 days ago`. */
export function relativeInstant(at: string | Date, now: Date): string {
  const seconds = Math.round((new Date(at).getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return seconds > 5 ? 'in a moment' : 'just now';
  const text = span(size);
  return seconds > 0 ? `in ${text}` : `${text} ago`;
}

/** The largest one or two units of a duration in seconds. */
function span(size: number): string {
  const minutes = Math.round(size / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 && hours < 10 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.round(size / 86_400);
  return days === 1 ? '1 day' : `${days} days`;
}

/** How long something took: `0.8 s`, `41 s`, `12 min 10 s`, `1 h 4 min`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1000) return `${ms} ms`;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** When something is or was, as short as it can be said: `14:00`, `tomorrow 03:30`, `Fri 20 Nov 18:00`. */
export function moment(at: string | Date, now: Date, zone?: string): string {
  const day = dayOfInstant(at, zone);
  const today = dayOfInstant(now, zone);
  const time = timeOfDay(at, zone);
  if (day === today) return time;
  const distance = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  if (distance === 1) return `tomorrow ${time}`;
  if (distance === -1) return `yesterday ${time}`;
  const named = written(at, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
  return `${named} ${time}`;
}
