import { z } from 'zod';
import { headers, url } from '../http-request.ts';
import { onMappings } from '../on-mappings.ts';
import { positiveMs } from '../scalars.ts';

const range = z.strictObject({
  for: positiveMs.describe('Over the last so long.'),
  step: positiveMs.prefault('15s').describe('One point every so often.'),
  reduce: z.enum(['max', 'min', 'avg', 'last']).default('max').describe('What becomes of the points.'),
});

export const prometheus = z
  .strictObject({
    url: url.describe('Address of the Prometheus server, with its path prefix if it has one.'),
    query: z.string().trim().min(1).optional().describe("PromQL that gives one series; it becomes the sample's value."),
    range: range
      .optional()
      .describe('Reduces the query over a time to one value: `{ for: 5m, step: 15s, reduce: max }`.'),
    alert: z.string().trim().min(1).optional().describe('Name of an alerting rule; good while it is not firing.'),
    labels: z.record(z.string(), z.string()).optional().describe('Only alerts of the rule with all of these labels.'),
    headers: headers.optional().describe('Sent with the request; may hold `${secret:NAME}`.'),
  })
  .meta({ oneOf: [{ required: ['query'] }, { required: ['alert'] }] })
  .refine((p) => (p.query === undefined) !== (p.alert === undefined), {
    error: 'expected exactly one of query and alert',
    when: onMappings,
  })
  .refine((p) => p.range === undefined || p.query !== undefined, {
    path: ['range'],
    error: 'reduces a query, and there is none; remove it, or use query',
    when: onMappings,
  })
  .refine((p) => p.labels === undefined || p.alert !== undefined, {
    path: ['labels'],
    error: 'chooses among the alerts of a rule, and there is none; write them into the query',
    when: onMappings,
  })
  .describe(
    'Asks a Prometheus server: the value of a query, or whether an alert is firing. No series, several, or no data is unknown.',
  );
export type PrometheusProbe = z.output<typeof prometheus>;
