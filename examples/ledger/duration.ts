const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** `500ms`, `30s`, `2m`; NaN when it is none of these. */
export function durationMs(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  return Number(amount) * (unitMs[unit] ?? Number.NaN);
}
