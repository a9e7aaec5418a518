import { NOTHING } from './nothing.ts';

/** `0.4 ms`, `139 ms`, `1.24 s`, `2 min 30 s`, `1 h 20 min`, `2 d 3 h`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return NOTHING;
  const sign = ms < 0 ? '−' : '';
  return sign + positive(Math.abs(ms));
}

function positive(ms: number): string {
  if (ms === 0) return '0 ms';
  if (ms < 0.01) return '< 0.01 ms';
  if (ms < 999.5) return `${threeDigits(ms)} ms`;
  if (ms < 59_950) return `${threeDigits(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(seconds, 60, 'min', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return pair(minutes, 60, 'h', 'min');
  return pair(Math.round(minutes / 60), 24, 'd', 'h');
}

function pair(total: number, size: number, big: string, small: string): string {
  const rest = total % size;
  const whole = `${Math.floor(total / size)} ${big}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

/** Three significant digits, without the zeros that say nothing: 1.24, 12.4, 124, 1.2. */
function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
