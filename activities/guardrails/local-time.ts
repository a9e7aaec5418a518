import { DateTime } from 'luxon';

/** The instant on the clocks of a time zone. */
export function localTime(ms: number, timeZone: string): DateTime<true> {
  const local = DateTime.fromMillis(ms, { zone: timeZone, locale: 'en' });
  if (local.isValid) return local;
  throw new Error(`"${timeZone}" is not a time zone that this worker knows; expected for example Europe/Berlin or UTC`);
}

/** `Monday 2026-03-30 09:00 Europe/Berlin (UTC+02:00)`: the offset tells the two hours apart that a clock shows twice. */
export function localText(local: DateTime): string {
  const offset = local.zoneName === 'UTC' ? '' : ` (UTC${local.toFormat('ZZ')})`;
  return `${local.toFormat('cccc yyyy-LL-dd HH:mm')} ${local.zoneName}${offset}`;
}
