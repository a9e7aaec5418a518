import { percentile } from '../../../activities/watch/percentile.ts';

/** By the definition: the smallest value that at least p % of all are not above. */
function byBruteForce(values: readonly number[], p: number): number {
  const isEnough = (limit: number) => values.filter((value) => value <= limit).length * 100 >= p * values.length;
  return Math.min(...values.filter(isEnough));
}

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state % 1_000;
  }
}

function take(count: number, from: Iterator<number, unknown, unknown>): number[] {
  return Array.from({ length: count }, () => Number(from.next().value));
}

describe('a percentile', () => {
  it('is none without values', () => expect(percentile([], 99)).toBeNull());

  it.each([
    [[7], 1, 7],
    [[7], 100, 7],
    [[1, 2, 3, 4], 50, 2],
    [[1, 2, 3, 4], 51, 3],
    [[10, 9, 100], 100, 100],
  ])('of %j at %d is %d', (values, p, expected) => expect(percentile(values, p)).toBe(expected));

  it('is what the definition says, whatever the values', () => {
    const random = numbers(4711);
    for (let size = 1; size < 80; size++) {
      const values = take(size, random);
      for (const p of [1, 25, 50, 90, 99, 100])
        expect([size, p, percentile(values, p)]).toEqual([size, p, byBruteForce(values, p)]);
    }
  });

  it('leaves the values as they were', () => {
    const values = [3, 1, 2];
    percentile(values, 50);
    expect(values).toEqual([3, 1, 2]);
  });
});
