import type { Bucket, SliCurve } from '../../../../experiments/definition/outcome.ts';
import { clockTime, relative } from '../format/clock.ts';
import { count } from '../format/number.ts';
import type { Frame } from './frame.ts';
import type { ValueAxis } from './value-axis.ts';

/** What the pointer reads: place in percent and a line of text per bucket, for the script of the page. */
export function readoutData({ buckets }: SliCurve, frame: Frame, axis: ValueAxis): string {
  return JSON.stringify(
    buckets.map((bucket) => [frame.percent(bucket.at + bucket.widthMs / 2), lineOf(bucket, frame, axis)]),
  );
}

function lineOf({ at, good, bad, unknown, mean, max }: Bucket, frame: Frame, axis: ValueAxis): string {
  const samples = [
    `${count(good)} good`,
    ...(bad > 0 ? [`${count(bad)} failed`] : []),
    ...(unknown > 0 ? [`${count(unknown)} unknown`] : []),
  ].join(', ');
  const measured = mean === null ? 'nothing measured' : `mean ${axis.label(mean)}, highest ${axis.label(max ?? mean)}`;
  return `${relative(at, frame.zero)} (${clockTime(at)}): ${measured}; ${samples}`;
}
