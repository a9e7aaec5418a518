import type { SliCurve } from '../../../../experiments/definition/outcome.ts';
import type { AbortPoint } from '../facts/abort-point.ts';
import type { FaultBand } from '../facts/fault-bands.ts';
import { html, type Markup } from '../html/markup.ts';
import { abortMark } from './abort-mark.ts';
import { placeBands } from './band-lanes.ts';
import { bandAreas, bandLabels } from './bands.ts';
import { curvePath } from './curve-path.ts';
import { failedStrip } from './failed-strip.ts';
import type { Frame } from './frame.ts';
import { gapAreas, gapsOf } from './gaps.ts';
import { layoutFor } from './layout.ts';
import { legend } from './legend.ts';
import { readoutData } from './readout.ts';
import { thresholdLines } from './thresholds.ts';
import { timeAxis } from './time-axis.ts';
import { valueAxis, valueGrid, valueGutter } from './value-axis.ts';

/**
 * One SLI over time. The plot has no view box: places are percents across and pixels down, so that its letters keep
 * their size from 390 px to a sheet of paper.
 */
export function chart(
  curve: SliCurve,
  bands: readonly FaultBand[],
  abort: AbortPoint | undefined,
  frame: Frame,
): Markup {
  const placed = placeBands(bands, frame);
  const firstLane = abort === undefined ? 0 : 1;
  const lanes = firstLane + Math.max(0, ...placed.map(({ lane }) => lane + 1));
  const layout = layoutFor(lanes);
  const axis = valueAxis(curve, layout);
  const gaps = gapsOf(curve);
  const nothing = curve.buckets.some(({ mean }) => mean !== null)
    ? null
    : html`<text class="gap-label" x="50%" y="${layout.plotTop + 40}" text-anchor="middle">nothing was measured</text>`;
  return html`<figure class="chart"><div class="canvas">${valueGutter(axis, layout)}
<svg class="plot" width="100%" height="${layout.height}" role="img" aria-label="Curve of ${curve.name}" data-points="${readoutData(curve, frame, axis)}">
${valueGrid(axis)}${bandAreas(placed, firstLane, layout)}${gapAreas(gaps, frame, layout)}${timeAxis(frame, layout)}
${failedStrip(curve, frame, layout)}${curvePath(curve, frame, axis, layout)}${thresholdLines(curve, axis, layout)}${nothing}
${abort === undefined ? null : abortMark(abort, curve.name, frame, layout)}${bandLabels(placed, firstLane)}
<line class="cross" x1="0" x2="0" y1="${layout.plotTop}" y2="${layout.stripBottom}"/></svg></div>
<figcaption><output class="readout">${axis.logarithmic ? 'Logarithmic scale. ' : ''}Times are UTC, counted from the start of the experiment.</output>${legend(curve, bands, gaps.length > 0, frame.zero)}</figcaption></figure>`;
}
