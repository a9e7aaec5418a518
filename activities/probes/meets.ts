import { satisfies } from '../../experiments/definition/compare.ts';
import { parseComparison } from '../../experiments/definition/scalars.ts';

/** Whether a value is the one that was written; a text such as "> 3" is a comparison, for numbers. */
export function meets(value: unknown, wanted: string | number | boolean | null): boolean {
  if (value === wanted) return true;
  const comparison = typeof wanted === 'string' ? parseComparison(wanted) : undefined;
  return comparison !== undefined && typeof value === 'number' && satisfies(value, comparison);
}
