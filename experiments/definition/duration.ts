const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

export const DURATION_PATTERN = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
export const DURATION_EXPECTED = 'a duration such as 250ms, 30s, 5m or 1h';
/** Longer is a slip of the keyboard, and would overflow timers. */
export const LONGEST_MS = 366 * UNIT_MS.d;

/** `'250ms'`, `'1.5s'`, `'10m'` → milliseconds; undefined when it is not a duration. */
export function parseDuration(text: string): number | undefined {
  const ms = inMilliseconds(text.trim());
  return ms === undefined ? undefined : Math.round(ms);
}

/** Not rounded to whole milliseconds, for limits such as `< 0.5ms`. */
export function inMilliseconds(text: string): number | undefined {
  const [, digits, given] = DURATION_PATTERN.exec(text) ?? [];
  const [, unitMs] = Object.entries(UNIT_MS).find(([unit]) => unit === given) ?? [];
  // 1.005 s is 1005 ms, and not 1004.9999999999999.
  return unitMs === undefined ? undefined : Math.round(Number(digits) * unitMs * 1e6) / 1e6;
}

/** 90000 → `90s`: the largest unit in which it is a whole number, as an author would write it. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  const [unit, unitMs] = Object.entries(UNIT_MS).find(([, length]) => ms % length === 0) ?? ['ms', 1];
  return `${ms / unitMs}${unit}`;
}
