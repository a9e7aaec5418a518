import type { Bucket, SliCurve } from '../../../../experiments/definition/outcome.ts';
import { html, type Markup } from '../html/markup.ts';
import { rounded, type Frame } from './frame.ts';
import type { Layout } from './layout.ts';

/** Below the plot: the share of samples that failed (solid) and that are unknown (dotted); and each lost write. */
export function failedStrip(curve: SliCurve, frame: Frame, layout: Layout): Markup {
  const full = layout.stripBottom - layout.stripTop;
  const bars = runsOf(curve.buckets).map(({ from, to, failed, unknown }) => {
    const x = frame.percent(from);
    const width = Math.max(0.15, rounded(frame.percent(to) - x));
    const failedHeight = heightOf(failed, full);
    const unknownHeight = Math.min(full - failedHeight, heightOf(unknown, full));
    return [
      bar('failed', x, width, layout.stripBottom - failedHeight, failedHeight),
      bar('unknown', x, width, layout.stripTop, unknownHeight),
    ];
  });
  const lost =
    curve.writes?.lostWrites.filter(
      ({ acknowledgedAt }) => acknowledgedAt >= frame.from && acknowledgedAt <= frame.to,
    ) ?? [];
  const marks = lost.map(
    ({ acknowledgedAt }) =>
      html`<use class="lost" href="#lost-write" x="${frame.percent(acknowledgedAt)}%" y="${layout.plotBottom}"/>`,
  );
  return html`<rect class="strip" x="0" width="100%" y="${layout.stripTop}" height="${full}"/>${bars}${marks}`;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly failed: number;
  readonly unknown: number;
}

/** Neighbours with equal shares become one bar. */
function runsOf(buckets: readonly Bucket[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { at, widthMs, good, bad, unknown } of buckets) {
    const all = good + bad + unknown;
    if (all === 0 || bad + unknown === 0) continue;
    const run: Run = { from: at, to: at + widthMs, failed: bad / all, unknown: unknown / all };
    const last = runs.at(-1);
    const touches =
      last !== undefined && last.to >= run.from && last.failed === run.failed && last.unknown === run.unknown;
    if (touches) runs[runs.length - 1] = { ...last, to: run.to };
    else runs.push(run);
  }
  return runs;
}

/** A single failure among many is still to be seen. */
function heightOf(share: number, full: number): number {
  return share === 0 ? 0 : Math.max(3, rounded(share * full));
}

function bar(kind: 'failed' | 'unknown', x: number, width: number, y: number, height: number): Markup | null {
  return height === 0
    ? null
    : html`<rect class="${kind}" x="${x}%" width="${width}%" y="${rounded(y)}" height="${height}"/>`;
}
