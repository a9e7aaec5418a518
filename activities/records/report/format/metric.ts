import { METRICS, type Metric } from '../../../../experiments/definition/metrics.ts';
import { duration } from './duration.ts';
import { plain, ratio } from './number.ts';

/** What people call a metric. */
export const metricLabel: { readonly [M in Metric]: string } = {
  errorRatio: 'error ratio',
  availability: 'availability',
  p50: 'p50 latency',
  p90: 'p90 latency',
  p99: 'p99 latency',
  max: 'highest latency',
  value: 'value',
  longestOutage: 'longest outage',
  lostWrites: 'lost writes',
  staleReads: 'stale reads',
  duplicateWrites: 'duplicate writes',
};

/** A measured number in the unit of its metric. */
export function metricValue(metric: Metric, value: number | null): string {
  if (value === null) return 'not measured';
  switch (METRICS[metric].unit) {
    case 'ratio':
      return ratio(value);
    case 'ms':
      return duration(value);
    case 'none':
      return plain(value);
    default:
      return METRICS[metric] satisfies never;
  }
}

/** The author's comparison with the signs of a printed text: `>= 99%` → `≥ 99 %`. */
export function expectation(text: string): string {
  return text
    .replace(/^<=/, '≤')
    .replace(/^>=/, '≥')
    .replace(/^==/, '=')
    .replace(/^!=/, '≠')
    .replace(/(\d)(ms|s|m|h|d|%)$/, (_, digit: string, unit: string) => `${digit} ${unit === 'm' ? 'min' : unit}`);
}
