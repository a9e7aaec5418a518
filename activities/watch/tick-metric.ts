import type { AbortMetric } from '../../experiments/definition/metrics.ts';
import { percentile } from './percentile.ts';
import type { SampleRecord } from './sample.ts';

/** A metric of one tick; null when the tick cannot say it. */
export function tickMetric(metric: AbortMetric, { g, b, t, v }: SampleRecord): number | null {
  const usable = g + b;
  switch (metric) {
    case 'errorRatio':
      return usable === 0 ? null : b / usable;
    case 'availability':
      return usable === 0 ? null : g / usable;
    case 'p50':
      return percentile(t, 50);
    case 'p90':
      return percentile(t, 90);
    case 'p99':
      return percentile(t, 99);
    case 'max':
      return percentile(t, 100);
    case 'value':
      return v;
    default:
      return metric satisfies never;
  }
}
