import type { SliResult } from '../../../../experiments/definition/outcome.ts';
import { measurementsOf } from '../facts/measurements.ts';
import { durationBetween } from '../format/clock.ts';
import { duration } from '../format/duration.ts';
import { metricLabel } from '../format/metric.ts';
import { counted, ratio } from '../format/number.ts';
import type { NextInput } from './next-steps.ts';
import { listed, named, quoted, say } from './wording.ts';

/** Objectives without a number (after an early end that needs no other reason), and gaps in which nothing was seen. */
export function notMeasured({ outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap(({ name, slis, verdict }) =>
    slis.flatMap((sli) => [
      ...(verdict.ended === 'completed' ? notJudged(sli, say(name)) : []),
      ...blindness(sli, say(name)),
    ]),
  );
}

function notJudged(sli: SliResult, experiment: string): readonly string[] {
  const unknown = sli.objectives.filter(({ result }) => result === 'unknown');
  const told = sli.writes !== undefined && sli.writes.unknownBecause !== null;
  if (unknown.length === 0 || told) return [];
  const what = unknown.map(({ metric, why }) =>
    why === undefined ? metricLabel[metric] : `${metricLabel[metric]}: ${why}`,
  );
  return [
    `${named(sli.name)} (${experiment}) could not be judged: ${listed(what)}. Repair the measurement, then run it again.`,
  ];
}

function blindness({ name, gaps }: SliResult, experiment: string): readonly string[] {
  if (gaps.length === 0) return [];
  const when = listed(gaps.map(({ from, to, why }) => `${durationBetween(from, to)}: ${why}`));
  return [`${named(name)} (${experiment}) was blind for ${when}. What happened meanwhile is not known.`];
}

export function lostMeasurements(input: NextInput): readonly string[] {
  return input.outcome.experiments.flatMap((experiment) => {
    const { lost } = measurementsOf(input, experiment);
    if (lost === undefined) return [];
    return [`The curves of ${say(experiment.name)} were lost: ${quoted(lost)}. The numbers in its tables still stand.`];
  });
}

const TOO_MANY_LATE = 0.05;

export function lateSamples({ outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap(({ name, slis }) =>
    slis
      .filter((sli) => sli.late + missedBesideGaps(sli) > sli.samples * TOO_MANY_LATE)
      .map(({ name: sli, samples, late, missed, latenessP99Ms }) => {
        const share = ratio((late + missed) / (samples + missed));
        return `${share} of the samples of ${named(sli)} (${say(name)}) were late or missed (${counted(late, 'late', 'late')}, ${counted(missed, 'missed', 'missed')}, lateness p99 ${duration(latenessP99Ms)}). Give the worker more CPU or sample less often.`;
      }),
  );
}

/** While no worker was there nothing could be sampled; that is told by itself, and more CPU would not have helped. */
function missedBesideGaps({ missed, gaps, everyMs }: SliResult): number {
  const inGaps = gaps.filter(({ isOurs }) => isOurs).reduce((ms, { from, to }) => ms + (to - from), 0);
  return Math.max(0, missed - Math.ceil(inGaps / everyMs));
}
