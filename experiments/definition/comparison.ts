import { parseDuration } from './duration.ts';

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
  const match = COMPARISON_PATTERN.exec(raw.trim());
  if (!match) return undefined;
  const [, operator, digits, unit] = match as unknown as [string, Comparator, string, string | undefined];
  const text = raw.trim();
  if (unit === undefined) return { operator, value: Number(digits), unit: 'none', text };
  if (unit === '%') return { operator, value: Number(digits) / 100, unit: 'ratio', text };
  const sign = digits.startsWith('-') ? -1 : 1;
  return { operator, value: sign * (parseDuration(`${digits.replace('-', '')}${unit}`) ?? Number.NaN), unit: 'ms', text };
}
