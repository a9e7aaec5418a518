import type { SliCurve } from '../../../../experiments/definition/outcome.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Layout } from './layout.ts';
import { shortened } from './shortened.ts';
import type { ValueAxis } from './value-axis.ts';

const LINE_HEIGHT = 14;

/** Dashed lines with a label at the right; those above the chart are named at its upper edge. */
export function thresholdLines({ thresholds }: SliCurve, axis: ValueAxis, layout: Layout): Markup {
  const shown = thresholds
    .filter(({ value }) => Number.isFinite(value))
    .toSorted((a, b) => b.value - a.value)
    .map(({ label, value }) => ({ label, value, lineY: value > axis.highest ? undefined : axis.y(value) }));
  const lines = shown.map(({ lineY }) => lineY).filter((y) => y !== undefined);
  const labels: number[] = [];
  const drawn = shown.map(({ label, value, lineY }) => {
    const y = freePlace(lineY === undefined ? layout.plotTop + 12 : lineY - 5, lines, labels, layout);
    labels.push(y);
    return html`<g><title>${label}: ${axis.label(value)}</title><text class="threshold-label" x="100%" dx="-4" y="${y}" text-anchor="end">${lineY === undefined ? '↑ ' : ''}${shortened(label, 34)}</text></g>`;
  });
  return html`${lines.map((y) => html`<line class="threshold" x1="0" x2="100%" y1="${y}" y2="${y}"/>`)}${drawn}`;
}

/** The first base line at or below `wanted` where a label touches no line and no other label. */
function freePlace(wanted: number, lines: readonly number[], labels: readonly number[], { plotTop }: Layout): number {
  let y = Math.max(wanted, plotTop + 10);
  const touches = (): boolean =>
    lines.some((line) => line > y - 11 && line < y + 4) || labels.some((label) => Math.abs(label - y) < LINE_HEIGHT);
  while (touches()) y += 1;
  return Math.round(y);
}
