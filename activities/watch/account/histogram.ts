import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import type { SampleRecord } from '../sample.ts';

const HIGHEST_US = 3_600_000_000;

/** HdrHistogram of the latencies in microseconds, three significant digits (hdrhistogram.org), compressed as base64. */
export function histogramOf(samples: readonly SampleRecord[]): string {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: 3,
  });
  for (const { t } of samples)
    for (const ms of t) histogram.recordValue(Math.min(HIGHEST_US, Math.max(1, Math.round(ms * 1000))));
  return encodeIntoCompressedBase64(histogram);
}
