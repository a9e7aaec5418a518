import type { SliCurve, WriteAccount } from '../../../experiments/definition/outcome.ts';
import type { Sli } from '../../../experiments/definition/sli.ts';
import { ruleOf, ruleText } from '../abort-rule.ts';
import { percentile } from '../percentile.ts';
import { bucketsOf } from './buckets.ts';
import type { Sampled } from './coverage.ts';
import { gapsOf, missedTicks } from './gaps.ts';
import { histogramOf } from './histogram.ts';
import { longestOutage, outageOfWrites } from './longest-outage.ts';
import { judgeObjectives } from './objectives.ts';
import { phaseOf, type Boundaries } from './phase-of.ts';
import { phaseStats } from './phase-stats.ts';

/** Everything that is said about one SLI, from its ticks in order. */
export function accountSli(
  sli: Sli,
  { samples, coverage }: Sampled,
  boundaries: Boundaries,
  writes: WriteAccount | undefined,
): SliCurve {
  const { every } = sli;
  const unit = samples.some((one) => one.v !== null) ? 'value' : 'ms';
  const during = samples.filter((one) => phaseOf(one.i, boundaries) !== 'baseline');
  const gaps = gapsOf(samples, every, coverage);
  const rule = ruleOf(sli);
  const of = (phase: 'baseline' | 'fault' | 'recovery') =>
    phaseStats(samples.filter((one) => phaseOf(one.i, boundaries) === phase));
  const phases = { baseline: of('baseline'), fault: of('fault'), recovery: of('recovery') };
  const sinceFault = { from: boundaries.firstFaultAt ?? coverage.from, to: coverage.to };
  const outage = writes ? outageOfWrites(writes) : longestOutage(during, every, sinceFault);
  const values = during.flatMap((one) => one.v ?? []);
  return {
    name: sli.name,
    probe: sli.kind,
    everyMs: every,
    samples: samples.length,
    late: samples.filter((one) => one.l > every / 10).length,
    missed: missedTicks(samples, every, coverage),
    latenessP99Ms:
      percentile(
        samples.map((one) => one.l),
        99,
      ) ?? 0,
    phases,
    objectives: judgeObjectives(sli, { stats: phaseStats(during), fault: phases.fault, values, outage, gaps, writes }),
    abortIf: rule && ruleText(rule),
    gaps,
    writes,
    unit,
    buckets: bucketsOf(samples, every, unit),
    histogram: histogramOf(samples),
    thresholds: thresholdsOf(sli, unit),
  };
}

function thresholdsOf(sli: Sli, unit: 'ms' | 'value'): SliCurve['thresholds'] {
  const latency = ['p50', 'p90', 'p99', 'max'] as const;
  const drawn = unit === 'value' ? (['value'] as const) : latency;
  const of = (rules: typeof sli.objective | typeof sli.abortIf, label: string) =>
    drawn.flatMap((metric) => {
      const comparison = rules?.[metric];
      return comparison ? [{ label: `${label}: ${metric} ${comparison.text}`, value: comparison.value }] : [];
    });
  return [...of(sli.objective, 'objective'), ...of(sli.abortIf, 'abort if')];
}
