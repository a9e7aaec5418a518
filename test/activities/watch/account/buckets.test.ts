import { bucketsOf } from '../../../../activities/watch/account/buckets.ts';
import { aSample, bad, good, unknown, valued } from '../an-sli.ts';

const series = (count: number, everyMs: number) => Array.from({ length: count }, (_, at) => good(5_000 + at * everyMs));

describe('the curve of an SLI', () => {
  it('is empty without samples', () => expect(bucketsOf([], 1_000, 'ms')).toEqual([]));

  it('has a point for each tick of a short run', () => {
    expect(bucketsOf([good(5_000, 10), bad(6_000), unknown(7_000)], 1_000, 'ms')).toEqual([
      { at: 5_000, widthMs: 1_000, good: 1, bad: 0, unknown: 0, mean: 10, max: 10 },
      { at: 6_000, widthMs: 1_000, good: 0, bad: 1, unknown: 0, mean: null, max: null },
      { at: 7_000, widthMs: 1_000, good: 0, bad: 0, unknown: 1, mean: null, max: null },
    ]);
  });

  it('leaves out where there is no sample', () => {
    expect(bucketsOf([good(0), good(9_000)], 1_000, 'ms').map(({ at }) => at)).toEqual([0, 9_000]);
  });

  it.each([1, 599, 600, 601, 1_199, 1_200, 1_201, 86_400])(
    'has at most 600 points, and every sample in one of them: %d samples',
    (count) => {
      for (const everyMs of [10, 1_000, 7_777]) {
        const buckets = bucketsOf(series(count, everyMs), everyMs, 'ms');
        expect(buckets.length).toBeLessThanOrEqual(600);
        expect(buckets.length).toBeGreaterThanOrEqual(Math.min(count, 300));
        expect(buckets.reduce((sum, bucket) => sum + bucket.good, 0)).toBe(count);
        expect(buckets.every((bucket, at) => at === 0 || bucket.at >= buckets[at - 1]!.at + bucket.widthMs)).toBe(true);
      }
    },
  );

  it('has at most 600 points also for samples that do not keep the period', () => {
    const odd = Array.from({ length: 5_000 }, (_, at) => good(at * 333 + ((at * at) % 300)));
    expect(bucketsOf(odd, 1_000, 'ms').length).toBeLessThanOrEqual(600);
  });

  it('shows mean and highest of the latencies, or of the values', () => {
    const samples = [aSample(0, { g: 2, t: [10, 30] }), valued(1, 7), valued(2, 9)];
    expect(bucketsOf(samples, 1_000, 'ms')).toMatchObject([{ good: 4, mean: 10.5, max: 30 }]);
    expect(bucketsOf(samples, 1_000, 'value')).toMatchObject([{ mean: 8, max: 9 }]);
  });

  it('bears as many latencies as a fast load has', () => {
    expect(bucketsOf([aSample(0, { g: 1, t: Array.from({ length: 300_000 }, () => 1) })], 1_000, 'ms')).toMatchObject([
      { max: 1 },
    ]);
  });
});
