import { duration } from './duration.ts';
import { NOTHING } from './nothing.ts';

type At = number | null | undefined;

/** `2026-12-01 09:00:12 UTC`. */
export function dateAndTime(at: At): string {
  const iso = isoOf(at);
  return iso === undefined ? NOTHING : `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** `09:00:12.345`, in UTC. */
export function preciseTime(at: At): string {
  return isoOf(at)?.slice(11, 23) ?? NOTHING;
}

/** `09:00:12`, in UTC. */
export function clockTime(at: At): string {
  return isoOf(at)?.slice(11, 19) ?? NOTHING;
}

/** Time since `start`, with a sign: `+12.4 s`. */
export function relative(at: At, start: number): string {
  if (!isTime(at) || !isTime(start)) return NOTHING;
  const ms = at - start;
  return ms < 0 ? duration(ms) : `+${ms === 0 ? '0 s' : duration(ms)}`;
}

export function durationBetween(from: At, to: At): string {
  return isTime(from) && isTime(to) ? duration(to - from) : NOTHING;
}

/** `10:00 to 10:42 in Europe/Berlin`; undefined for UTC and for a zone that nobody knows. */
export function localTimes(from: number, to: number, timeZone: string): string | undefined {
  if (timeZone === 'UTC' || !isTime(from) || !isTime(to)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return `${format.format(from)} to ${format.format(to)} in ${timeZone}`;
  } catch {
    return undefined;
  }
}

function isoOf(at: At): string | undefined {
  return isTime(at) ? new Date(at).toISOString() : undefined;
}

const LAST_DATE_MS = 8.64e15;

function isTime(at: At): at is number {
  return at !== null && at !== undefined && Math.abs(at) <= LAST_DATE_MS;
}
