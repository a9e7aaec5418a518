import { satisfies } from '../../../experiments/definition/compare.ts';
import { METRICS, type Metric } from '../../../experiments/definition/metrics.ts';
import type { BlindGap, ObjectiveResult, PhaseStats, WriteAccount } from '../../../experiments/definition/outcome.ts';
import type { Comparison } from '../../../experiments/definition/scalars.ts';
import type { Sli } from '../../../experiments/definition/sli.ts';
import type { Outage } from './longest-outage.ts';

export interface Measured {
  /** Over fault and recovery together. */
  readonly stats: PhaseStats;
  /** While the fault was on. */
  readonly fault: PhaseStats;
  /** Of probes that yield one, over fault and recovery. */
  readonly values: readonly number[];
  readonly outage: Outage | null;
  readonly gaps: readonly BlindGap[];
  readonly writes: WriteAccount | undefined;
}

/** Judges every objective over fault and recovery. What could not be measured is unknown, never met. */
export function judgeObjectives(sli: Sli, measured: Measured): readonly ObjectiveResult[] {
  return Object.entries(sli.objective ?? {}).flatMap(([metric, comparison]) =>
    isMetric(metric) && comparison !== undefined ? [judgeOne(sli, metric, comparison, measured)] : [],
  );
}

const isMetric = (name: string): name is Metric => name in METRICS;

function judgeOne(sli: Sli, metric: Metric, comparison: Comparison, measured: Measured): ObjectiveResult {
  const actual = metricOf(metric, comparison, measured);
  const base = { metric, expected: comparison.text, actual };
  const missed = actual !== null && !satisfies(actual, comparison);
  if (missed && metric === 'longestOutage' && wasNotWitnessed(comparison, measured)) {
    return {
      ...base,
      result: 'unknown',
      why: 'part of that time nobody looked: a worker was replaced, or stood still',
    };
  }
  // What was seen and is bad stays bad, however much was not seen.
  if (missed) return { ...base, result: 'missed' };
  const why = unknownBecause(sli, metric, actual, measured);
  return why === undefined ? { ...base, result: 'met' } : { ...base, result: 'unknown', why };
}

function unknownBecause(
  sli: Sli,
  metric: Metric,
  actual: number | null,
  { fault, gaps, writes }: Measured,
): string | undefined {
  if (METRICS[metric].from === 'writes' && writes && writes.unknownBecause !== null) return writes.unknownBecause;
  if (actual === null) return 'there was no usable sample';
  if (!wasSeen(metric, fault)) return 'there was no usable sample while the fault was on';
  const blind = gaps.find((gap) => gap.to - gap.from > sli.blindAfter);
  return blind && `blind for ${((blind.to - blind.from) / 1000).toFixed(1)} s: ${blind.why}`;
}

/** What a dead worker did not see may have been an outage, or not: that is neither met nor missed. */
function wasNotWitnessed(comparison: Comparison, { outage }: Measured): boolean {
  return outage !== null && satisfies(outage.witnessedMs, comparison);
}

/** A system that is well again after the fault proves nothing about the time of the fault. */
function wasSeen(metric: Metric, fault: PhaseStats): boolean {
  if (METRICS[metric].unit === 'ms' && metric !== 'longestOutage') return fault.max !== null;
  return metric === 'value' ? fault.valueMax !== null : fault.good + fault.bad > 0;
}

/** The measured number; of a value its worst: the one furthest on the wrong side. */
function metricOf(metric: Metric, comparison: Comparison, { stats, values, outage, writes }: Measured): number | null {
  switch (metric) {
    case 'errorRatio':
      return stats.errorRatio;
    case 'availability':
      return stats.errorRatio === null ? null : 1 - stats.errorRatio;
    case 'p50':
    case 'p90':
    case 'p99':
    case 'max':
      return stats[metric];
    case 'value':
      return worstValue(values, stats, comparison);
    case 'longestOutage':
      return outage?.longestMs ?? null;
    case 'lostWrites':
      return writes?.lost ?? null;
    case 'staleReads':
      return writes?.stale ?? null;
    case 'duplicateWrites':
      return writes?.duplicate ?? null;
    default:
      return metric satisfies never;
  }
}

function worstValue(
  values: readonly number[],
  { valueMin, valueMax }: PhaseStats,
  comparison: Comparison,
): number | null {
  const { operator } = comparison;
  if (operator === '>' || operator === '>=') return valueMin;
  if (operator === '<' || operator === '<=') return valueMax;
  return values.find((value) => !satisfies(value, comparison)) ?? valueMax;
}
