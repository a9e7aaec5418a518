import { satisfies } from '../../../experiments/definition/compare.ts';
import { type Comparator, parseComparison } from '../../../experiments/definition/comparison.ts';

describe('a value', () => {
  it.each<[Comparator, boolean, boolean, boolean]>([
    ['<', true, false, false],
    ['<=', true, true, false],
    ['>', false, false, true],
    ['>=', false, true, true],
    ['==', false, true, false],
    ['!=', true, false, true],
  ])('below, at and above the limit of "%s"', (operator, below, at, above) => {
    const comparison = parseComparison(`${operator} 5`)!;
    expect([4, 5, 6].map((value) => satisfies(value, comparison))).toEqual([below, at, above]);
  });
});
