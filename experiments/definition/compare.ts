import type { Comparison } from './comparison.ts';

/** Pure and free of the schema library, so that workflows may use it. */
export function satisfies(value: number, { operator, value: limit }: Comparison): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '==':
      return value === limit;
    case '!=':
      return value !== limit;
    default:
      return operator satisfies never;
  }
}
