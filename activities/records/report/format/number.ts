import { NOTHING } from './nothing.ts';

const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

type Amount = number | null | undefined;

/** `12,345`. */
export function count(value: Amount): string {
  return usable(value) ? GROUPED.format(value) : NOTHING;
}

/** A count with its noun: `1 write`, `3 writes`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 0.125 → `12.5 %`. Only an exact 0 or 1 reads `0 %` or `100 %`. */
export function ratio(value: Amount): string {
  if (!usable(value)) return NOTHING;
  const percent = value * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent > 0 && percent < 0.01) return '< 0.01 %';
  if (percent > 99.99 && percent < 100) return '> 99.99 %';
  return `${Number(percent.toFixed(percent > 0.95 && percent < 99 ? 1 : 2))} %`;
}

/** A plain measured value: four significant digits, thousands separated. */
export function plain(value: Amount): string {
  if (!usable(value)) return NOTHING;
  if (Math.abs(value) >= 1000) return GROUPED.format(Math.round(value * 10) / 10);
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

/** `1.2 MB`, in powers of 1000. */
export function bytes(value: Amount): string {
  if (!usable(value)) return NOTHING;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let amount = value;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${Number(amount.toPrecision(3))} ${units[unit]}`;
}

function usable(value: Amount): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
