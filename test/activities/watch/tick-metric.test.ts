import { tickMetric } from '../../../activities/watch/tick-metric.ts';
import { aSample, bad, good, unknown, valued } from './an-sli.ts';

const mixed = aSample(0, { g: 3, b: 1, u: 5, t: [30, 10, 20] });

describe('a metric of one tick', () => {
  it.each([
    ['errorRatio', 0.25],
    ['availability', 0.75],
    ['p50', 20],
    ['p90', 30],
    ['p99', 30],
    ['max', 30],
    ['value', null],
  ] as const)('%s counts what could be measured', (metric, expected) =>
    expect(tickMetric(metric, mixed)).toBe(expected),
  );

  it('is none when nothing was measured', () => {
    expect(
      (['errorRatio', 'availability', 'p50', 'max', 'value'] as const).map((metric) => tickMetric(metric, unknown(0))),
    ).toEqual([null, null, null, null, null]);
  });

  it('has no latency when nothing succeeded, but an error ratio', () => {
    expect(tickMetric('p99', bad(0))).toBeNull();
    expect(tickMetric('errorRatio', bad(0))).toBe(1);
    expect(tickMetric('errorRatio', good(0))).toBe(0);
  });

  it('is the value of a probe that yields one, also when that is zero', () =>
    expect(tickMetric('value', valued(0, 0))).toBe(0));

  it('bears as many latencies as a fast load has', () => {
    expect(tickMetric('max', aSample(0, { g: 300_000, t: Array.from({ length: 300_000 }, (_, at) => at) }))).toBe(
      299_999,
    );
  });
});
