import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { histogramOf } from '../../../../activities/watch/account/histogram.ts';
import { aSample, good, unknown } from '../an-sli.ts';

describe('the histogram', () => {
  it('holds every latency in microseconds, to three digits', () => {
    const samples = Array.from({ length: 1_000 }, (_, at) => good(at, at + 1));
    const histogram = decodeFromCompressedBase64(histogramOf(samples));
    expect(histogram.totalCount).toBe(1_000);
    expect(histogram.getValueAtPercentile(50)).toBeGreaterThanOrEqual(500_000 * 0.999);
    expect(histogram.getValueAtPercentile(50)).toBeLessThanOrEqual(500_000 * 1.001);
  });

  it('takes what lies outside of it at its edge', () => {
    const histogram = decodeFromCompressedBase64(histogramOf([aSample(0, { g: 2, t: [0, 1e9] })]));
    expect(histogram.totalCount).toBe(2);
    expect(histogram.minNonZeroValue).toBe(1);
  });

  it('is one also without a latency', () =>
    expect(decodeFromCompressedBase64(histogramOf([unknown(0)])).totalCount).toBe(0));
});
