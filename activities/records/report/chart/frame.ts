import type { AtMs, ExperimentOutcome, SliCurve } from '../../../../experiments/definition/outcome.ts';

/** The time that all charts of an experiment show, so that they can be read one below the other. */
export interface Frame {
  readonly from: AtMs;
  readonly to: AtMs;
  /** Relative times count from here. */
  readonly zero: AtMs;
  /** Place of a time, 0 to 100, cut off at the edges. */
  readonly percent: (at: AtMs) => number;
}

/** From the first to the last bucket: what was not sampled (a pause for approval, a long undo) takes no room. */
export function frameOf(experiment: ExperimentOutcome, curves: readonly SliCurve[]): Frame {
  const buckets = curves.flatMap((curve) => curve.buckets);
  const from = buckets.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const to = buckets.reduce((most, { at, widthMs }) => Math.max(most, at + widthMs), Number.NEGATIVE_INFINITY);
  if (!(to > from))
    return frameBetween(
      experiment.startedAt,
      Math.max(experiment.endedAt, experiment.startedAt + 1),
      experiment.startedAt,
    );
  return frameBetween(from, to, experiment.startedAt);
}

function frameBetween(from: AtMs, to: AtMs, zero: AtMs): Frame {
  const percent = (at: AtMs): number => rounded(Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100)));
  return { from, to, zero, percent };
}

/** Two decimals are a tenth of a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
