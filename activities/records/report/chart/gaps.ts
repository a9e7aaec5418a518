import type { SliCurve } from '../../../../experiments/definition/outcome.ts';
import { duration } from '../format/duration.ts';
import { html, type Markup } from '../html/markup.ts';
import { isAfterHole } from './curve-path.ts';
import { rounded, type Frame } from './frame.ts';
import type { Layout } from './layout.ts';

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Where nothing is known: samples that could not be taken, and times without any. */
export function gapsOf({ buckets, gaps, everyMs }: SliCurve): readonly Interval[] {
  const dark = buckets
    .filter(({ good, bad }) => good + bad === 0)
    .map(({ at, widthMs }) => ({ from: at, to: at + widthMs }));
  const holes = buckets.flatMap((bucket, index) => {
    const before = buckets[index - 1];
    return before !== undefined && isAfterHole(bucket, before, everyMs)
      ? [{ from: before.at + before.widthMs, to: bucket.at }]
      : [];
  });
  return joined([...dark, ...holes, ...gaps.map(({ from, to }) => ({ from, to }))]);
}

export function gapAreas(intervals: readonly Interval[], frame: Frame, layout: Layout): Markup {
  const height = layout.stripBottom - layout.plotTop;
  return html`${intervals.map(({ from, to }) => {
    const x = frame.percent(from);
    const width = rounded(frame.percent(to) - x);
    if (width <= 0) return null;
    const label =
      width < 12
        ? null
        : html`<text class="gap-label" x="${rounded(x + width / 2)}%" y="${layout.plotBottom - 10}" text-anchor="middle">no data</text>`;
    return html`<g><title>no data for ${duration(to - from)}</title><rect class="gap" x="${x}%" width="${width}%" y="${layout.plotTop}" height="${height}"/>${label}</g>`;
  })}`;
}

function joined(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && next.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else result.push(next);
  }
  return result;
}
