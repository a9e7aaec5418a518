const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** The two largest units, such as `2 h 5 min`; less than a second in milliseconds. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const [unit, size] = UNITS[first]!;
  const whole = `${Math.floor(ms / size)} ${unit}`;
  const [smaller, part] = UNITS[first + 1] ?? ['ms', 1];
  const rest = Math.floor((ms % size) / part);
  return rest === 0 ? whole : `${whole} ${rest} ${smaller}`;
}
