import { z } from 'zod';
import { httpExpectation } from './http-request.ts';
import { kinded } from './kinded.ts';
import { ABORT_METRICS, METRICS, METRIC_NAMES, type Metric } from './metrics.ts';
import { pointProbeSettings, probeSettings } from './probes/index.ts';
import { onMappings } from './on-mappings.ts';
import { comparison, durationMs, label, positiveMs } from './scalars.ts';

function metricFields<M extends Metric>(names: readonly M[]) {
  const fields = names.map((name) => [name, comparison.optional().describe(METRICS[name].says)]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the names
  return Object.fromEntries(fields) as { [N in M]: z.ZodOptional<typeof comparison> };
}

/** At least one metric, each with the comparison that must hold over fault and recovery. */
export const objective = z
  .strictObject(metricFields(METRIC_NAMES))
  .refine((o) => Object.keys(o).length > 0, {
    error: `expected at least one of ${METRIC_NAMES.join(', ')}`,
    when: onMappings,
  })
  .meta({ id: 'objective', minProperties: 1 });

/** Aborts when one metric of a single tick holds at every tick for `for`. */
export const abortIf = z
  .strictObject({
    ...metricFields(ABORT_METRICS),
    for: durationMs.prefault('0s').describe('It must hold at every tick for so long.'),
  })
  .refine((a) => Object.keys(a).filter((key) => key !== 'for').length === 1, {
    error: `expected exactly one of ${ABORT_METRICS.join(', ')}`,
    when: onMappings,
  })
  .meta({ id: 'abortIf', oneOf: ABORT_METRICS.map((metric) => ({ required: [metric] })) });

const expectation = httpExpectation
  .optional()
  .describe('What makes an answer good, for the http probe; without it a status of 200 to 399 is good.');

export const sli = kinded('probe', probeSettings, {
  name: label.describe('Unique among the SLIs.'),
  expect: expectation,
  every: positiveMs.prefault('1s').describe('The period of the samples.'),
  timeout: positiveMs.optional().describe('How long one sample may take.'),
  objective: objective.optional().describe('Judged at the end: decides the hypothesis.'),
  abortIf: abortIf.optional().describe('Judged all the time: aborts and undoes.'),
  blindAfter: positiveMs
    .prefault('30s')
    .describe('No usable sample for longer than this aborts (when `abortIf` is set) and makes the SLI unknown.'),
}).meta({ id: 'sli' });
export type Sli = z.output<typeof sli>;

/** One check of the steady state. */
export const steadyStateCheck = kinded('probe', pointProbeSettings, {
  name: label.describe('Unique among the checks.'),
  expect: expectation,
  value: comparison.optional().describe('For probes that yield a value.'),
  timeout: positiveMs.prefault('5s').describe('How long the check may take.'),
}).meta({ id: 'steadyStateCheck' });
export type SteadyStateCheck = z.output<typeof steadyStateCheck>;
