import { area, line } from 'd3-shape';
import type { Bucket, SliCurve } from '../../../../experiments/definition/outcome.ts';
import { html, type Markup } from '../html/markup.ts';
import { rounded, type Frame } from './frame.ts';
import type { Layout } from './layout.ts';
import type { ValueAxis } from './value-axis.ts';

interface Point {
  readonly x: number;
  readonly mean: number;
  readonly max: number;
}
/** Null breaks the line. */
type MaybePoint = Point | null;

/** The mean as a line, up to the highest as an area. It breaks where nothing was measured. */
export function curvePath(curve: SliCurve, frame: Frame, axis: ValueAxis, layout: Layout): Markup {
  const points = pointsOf(curve, frame);
  const isThere = (point: MaybePoint): boolean => point !== null;
  const spread = area<MaybePoint>()
    .defined(isThere)
    .x((p) => p?.x ?? 0)
    .y0((p) => axis.y(p?.mean ?? 0))
    .y1((p) => axis.y(p?.max ?? 0));
  const mean = line<MaybePoint>()
    .defined(isThere)
    .x((p) => p?.x ?? 0)
    .y((p) => axis.y(p?.mean ?? 0));
  return html`<svg x="0" y="0" width="100%" height="${layout.height}" viewBox="0 0 1000 ${layout.height}" preserveAspectRatio="none">
<path class="spread" d="${spread(points) ?? ''}"/><path class="mean" d="${mean(points) ?? ''}"/></svg>`;
}

function pointsOf({ buckets, everyMs }: SliCurve, frame: Frame): readonly MaybePoint[] & Iterable<MaybePoint> {
  return buckets.flatMap((bucket, index) => {
    const point = pointOf(bucket, frame);
    return isAfterHole(bucket, buckets[index - 1], everyMs) ? [null, point] : [point];
  });
}

function pointOf({ at, widthMs, mean, max }: Bucket, frame: Frame): MaybePoint {
  if (mean === null || !Number.isFinite(mean)) return null;
  return { x: rounded(frame.percent(at + widthMs / 2) * 10), mean, max: Math.max(mean, max ?? mean) };
}

/** Whether time passed without a bucket: more than a sample or two is missing. */
export function isAfterHole(bucket: Bucket, before: Bucket | undefined, everyMs: number): boolean {
  return before !== undefined && bucket.at - (before.at + before.widthMs) > 1.5 * Math.max(everyMs, before.widthMs);
}
