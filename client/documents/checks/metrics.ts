import { METRICS, METRIC_NAMES, type Metric } from '../../../experiments/definition/metrics.ts';
import type { Comparison } from '../../../experiments/definition/comparison.ts';
import type { ProbeKind, ProbeSpec } from '../../../experiments/definition/probes/index.ts';
import type { Sli } from '../../../experiments/definition/sli.ts';
import type { Complain } from '../complain.ts';
import type { Path } from '../path.ts';
import type { ExperimentCheck } from './check.ts';

/** A metric is one that the probe can measure, and is compared with a number of its unit. */
export const metricsFitTheirProbes: ExperimentCheck = ({ slis }, complain) => {
  slis.forEach((sli, index) => {
    const path = ['slis', index];
    compareEach(sli, sli.objective ?? {}, [...path, 'objective'], complain);
    const { for: _, ...abortMetrics } = sli.abortIf ?? { for: 0 };
    compareEach(sli, abortMetrics, [...path, 'abortIf'], complain);
  });
};

/** Whether the probe measures a number beside good and bad. */
export function yieldsValue(probe: ProbeSpec): boolean {
  switch (probe.kind) {
    case 'http':
    case 'command':
    case 'kubernetes-exec':
      return probe.settings.value !== undefined;
    case 'prometheus':
      return probe.settings.query !== undefined;
    case 'kubernetes':
      return probe.settings.condition === undefined;
    case 'tcp':
    case 'acknowledged-writes':
      return false;
    default:
      return probe satisfies never;
  }
}

export function wrongUnit(
  metric: string,
  unit: Comparison['unit'],
  { text, value, unit: given }: Comparison,
): string | undefined {
  const wrong = (expected: string) => `"${text}" does not fit ${metric}; expected ${expected}`;
  if (unit === 'ms')
    return given === 'ms' || value === 0 ? undefined : wrong('a duration with its unit, such as "< 500ms"');
  if (unit === 'none') return given === 'none' ? undefined : wrong('a number without a unit, such as "== 0"');
  if (given === 'ms') return wrong('a share, such as "> 50%" or "> 0.5"');
  return value >= 0 && value <= 1 ? undefined : wrong('a share from 0% to 100% (0 to 1)');
}

function compareEach(
  sli: Sli,
  comparisons: { [M in Metric]?: Comparison | undefined },
  path: Path,
  complain: Complain,
): void {
  for (const metric of METRIC_NAMES) {
    const comparison = comparisons[metric];
    if (comparison === undefined) continue;
    const { unit, from } = METRICS[metric];
    const unfit = unfitProbe(sli, metric, from);
    const wrong = unfit ?? wrongUnit(metric, unit, comparison);
    if (wrong !== undefined) complain([...path, metric], wrong, unfit === undefined ? 'value' : 'key');
  }
}

function unfitProbe(sli: Sli, metric: Metric, from: (typeof METRICS)[Metric]['from']): string | undefined {
  if (from === 'writes' && sli.kind !== 'acknowledged-writes') {
    return `${metric} is known only to the probe acknowledged-writes, not to ${sli.kind}; use that probe, or another metric`;
  }
  if (from !== 'value' || yieldsValue(sli)) return undefined;
  const how = HOW_TO_YIELD[sli.kind] ?? 'use another metric';
  return `${metric} needs a probe that yields a value, and this ${sli.kind} probe yields none; ${how}`;
}

const HOW_TO_YIELD: { readonly [K in ProbeKind]?: string } = {
  http: 'give http a "value" (a JSON path)',
  command: 'add "value: stdout" to command',
  'kubernetes-exec': 'add "value: stdout" to kubernetes-exec',
  kubernetes: 'look at something else than a condition',
  prometheus: 'give prometheus a "query" instead of an "alert"',
};
