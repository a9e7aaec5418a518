/** A length of time with its unit: `85 ms`, `4.2 s`, `38 s`, `5 min 03 s`, `2 h 05 min`. */
export function span(ms: number): string {
  if (ms < 0) return `−${span(-ms)}`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return pair(seconds, 60, 'min', 's');
  return pair(Math.round(seconds / 60), 60, 'h', 'min');
}

/** Half seconds would only flicker. */
export const wholeSeconds = (ms: number): string =>
  span(Math.max(0, Math.round(ms / 1000)) * 1000).replace(/^0 ms$/, '0 s');

/** On the clock of the reader: `14:03:07`. */
export function clockTime(at: number, timeZone?: string): string {
  return new Date(at).toLocaleTimeString('en-GB', timeZone === undefined ? {} : { timeZone });
}

/** `14:03:07.251`, for what is compared with a log. */
export const exactTime = (at: number, timeZone?: string): string =>
  `${clockTime(at, timeZone)}.${String(Math.floor(at) % 1000).padStart(3, '0')}`;

function pair(total: number, size: number, big: string, small: string): string {
  const rest = total % size;
  const whole = `${Math.floor(total / size)} ${big}`;
  return rest === 0 ? whole : `${whole} ${String(rest).padStart(2, '0')} ${small}`;
}
