const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const UNITS = ['d', 'h', 'm', 's', 'ms'] as const satisfies readonly (keyof typeof UNIT_MS)[];

export const DURATION_PATTERN = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
export const DURATION_EXPECTED = 'a duration such as 250ms, 30s, 5m or 1h';
/** Longer is a slip of the keyboard, and would overflow timers. */
export const LONGEST_MS = 366 * UNIT_MS.d;

/** `'250ms'`, `'1.5s'`, `'10m'` → milliseconds; undefined when it is not a duration. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION_PATTERN.exec(text.trim());
  if (!match) return undefined;
  return Math.round(Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS]);
}

/** 90000 → `90s`: the largest unit in which it is a whole number, as an author would write it. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  const unit = UNITS.find((one) => ms % UNIT_MS[one] === 0) ?? 'ms';
  return `${ms / UNIT_MS[unit]}${unit}`;
}
