/** A finite number, also when it is written as text (as Prometheus does). NaN means "no data" and is null like the rest. */
export function readNumber(raw: unknown): number | null {
  const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
