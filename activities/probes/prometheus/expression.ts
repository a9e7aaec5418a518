import type { PrometheusProbe } from '../../../experiments/definition/probes/prometheus.ts';

/**
 * A range becomes a subquery, so that the server's clock alone says what "now" is. The line breaks keep a comment at the end
 * of the query from taking the bracket with it.
 */
export function expressionOf({ query = '', range }: PrometheusProbe): string {
  if (range === undefined) return query;
  const { for: forMs, step, reduce } = range;
  return `${reduce}_over_time((\n${query}\n)[${forMs}ms:${step}ms])`;
}
