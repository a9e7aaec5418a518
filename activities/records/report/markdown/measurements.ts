import type { ObjectiveResult, Phase, PhaseStats } from '../../../../experiments/definition/outcome.ts';
import type { Measurements } from '../facts/measurements.ts';
import type { Tone } from '../facts/tone.ts';
import { durationBetween } from '../format/clock.ts';
import { duration } from '../format/duration.ts';
import { expectation, metricLabel, metricValue } from '../format/metric.ts';
import { count, plain, ratio } from '../format/number.ts';
import { md } from './escape.ts';
import { marked } from './symbol.ts';
import { mdTable, type MdColumn } from './table.ts';
import { mdWrites } from './writes.ts';

const TONES: { readonly [R in ObjectiveResult['result']]: Tone } = { met: 'good', missed: 'bad', unknown: 'unknown' };
const PHASES: readonly Phase[] = ['baseline', 'fault', 'recovery'];

interface ObjectiveRow extends ObjectiveResult {
  readonly sli: string;
}
const OBJECTIVES: readonly MdColumn<ObjectiveRow>[] = [
  { head: 'SLI', cell: ({ sli }) => md(sli) },
  { head: 'Objective', cell: ({ metric }) => metricLabel[metric] },
  { head: 'Expected', cell: ({ expected }) => md(expectation(expected)), number: true },
  { head: 'Measured', cell: ({ metric, actual }) => metricValue(metric, actual), number: true },
  {
    head: 'Result',
    cell: ({ result, why }) => `${marked(TONES[result], result)}${why === undefined ? '' : `: ${md(why)}`}`,
  },
];

interface PhaseRow extends PhaseStats {
  readonly sli: string;
  readonly phase: Phase;
}
const STATS: readonly MdColumn<PhaseRow>[] = [
  { head: 'SLI', cell: ({ sli }) => md(sli) },
  { head: 'Phase', cell: ({ phase }) => phase },
  { head: 'Samples', cell: ({ samples }) => count(samples), number: true },
  { head: 'Unknown', cell: ({ unknown }) => count(unknown), number: true },
  { head: 'Error ratio', cell: ({ errorRatio }) => ratio(errorRatio), number: true },
  { head: 'p50', cell: ({ p50 }) => duration(p50), number: true },
  { head: 'p90', cell: ({ p90 }) => duration(p90), number: true },
  { head: 'p99', cell: ({ p99 }) => duration(p99), number: true },
  { head: 'Max', cell: ({ max }) => duration(max), number: true },
  { head: 'Mean value', cell: ({ valueMean }) => plain(valueMean), number: true },
];

export function mdMeasurements({ slis, lost }: Measurements): readonly string[] {
  const objectives = slis.flatMap(({ result }) =>
    result.objectives.map((objective) => ({ ...objective, sli: result.name })),
  );
  const sampled = slis.filter(({ result }) => result.samples > 0);
  const phases = sampled.flatMap(({ result }) =>
    PHASES.map((phase) => ({ ...result.phases[phase], phase, sli: result.name })),
  );
  const gaps = slis.flatMap(({ result }) =>
    result.gaps.map(
      ({ from, to, why }) => `- ${md(result.name)} was blind for ${durationBetween(from, to)}: ${md(why)}`,
    ),
  );
  return [
    '### Objectives',
    objectives.length === 0 ? 'No objective was set.' : mdTable(OBJECTIVES, objectives),
    '### SLIs',
    ...(lost === undefined ? [] : [`${marked('unknown', 'Measurements were lost')}: ${md(lost)}.`]),
    phases.length === 0 ? 'Nothing was sampled.' : mdTable(STATS, phases),
    ...(gaps.length === 0 ? [] : [gaps.join('\n')]),
    ...slis.flatMap(({ result }) => (result.writes === undefined ? [] : mdWrites(result.name, result.writes))),
  ];
}
