import { inMilliseconds } from './duration.ts';

export const COMPARATORS = ['<', '<=', '>', '>=', '==', '!='] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** A typed condition such as `< 5s` (5000, unit ms), `> 50%` (0.5, unit ratio) or `0` (== 0, unit none). */
export interface Comparison {
  readonly operator: Comparator;
  readonly value: number;
  readonly unit: 'ms' | 'ratio' | 'none';
  /** As the author wrote it, for reports. */
  readonly text: string;
}

export const COMPARISON_PATTERN = /^(<=|>=|==|!=|<|>)\s*(-?\d+(?:\.\d+)?)(ms|s|m|h|d|%)?$/;
export const COMPARISON_EXPECTED = 'a comparison such as "< 5s", "> 0.5", ">= 99%" or "== 0"';

export function parseComparison(raw: string | number): Comparison | undefined {
  if (typeof raw === 'number') return { operator: '==', value: raw, unit: 'none', text: `== ${raw}` };
  const text = raw.trim();
  const [, given, digits = '', unit] = COMPARISON_PATTERN.exec(text) ?? [];
  const operator = COMPARATORS.find((one) => one === given);
  if (operator === undefined) return undefined;
  if (unit === undefined) return { operator, value: Number(digits), unit: 'none', text };
  // A decimal exponent is exact where a division by 100 is not.
  if (unit === '%') return { operator, value: Number(`${digits}e-2`), unit: 'ratio', text };
  const ms = inMilliseconds(`${digits.replace('-', '')}${unit}`) ?? Number.NaN;
  return { operator, value: digits.startsWith('-') ? -ms : ms, unit: 'ms', text };
}
