import { scaleLinear, scaleLog } from 'd3-scale';
import type { SliCurve } from '../../../../experiments/definition/outcome.ts';
import { duration } from '../format/duration.ts';
import { plain } from '../format/number.ts';
import { html, type Markup } from '../html/markup.ts';
import { rounded } from './frame.ts';
import { GUTTER_WIDTH, type Layout } from './layout.ts';

export interface ValueAxis {
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  readonly label: (value: number) => string;
  readonly highest: number;
  readonly logarithmic: boolean;
}

/** A peak this many times the usual latency would press everything else flat. */
const LOG_FROM = 40;
/** A threshold further above the curve than this is named at the edge instead of pressing the curve flat. */
const WORTH_SHOWING = { linear: 3, log: 30 } as const;

export function valueAxis(curve: SliCurve, layout: Layout): ValueAxis {
  const measured = curve.buckets.flatMap(({ mean, max }) => [mean, max]).filter(isNumber);
  const limits = curve.thresholds.map(({ value }) => value).filter(isNumber);
  const logarithmic = curve.unit === 'ms' && isPeaked(curve);
  const top = measured.length === 0 ? Math.max(0, ...limits) : Math.max(...measured);
  const reach = top * (logarithmic ? WORTH_SHOWING.log : WORTH_SHOWING.linear);
  const highest = Math.max(top, ...limits.filter((limit) => limit <= reach));
  const lowest = Math.min(0, ...measured);
  const range = [layout.plotBottom, layout.plotTop] as const;
  const label = curve.unit === 'ms' ? duration : plain;
  if (measured.length + limits.length === 0)
    return { y: () => layout.plotBottom, ticks: [], label, highest: 1, logarithmic };
  if (logarithmic) {
    const least = Math.min(...measured.filter((value) => value > 0));
    const scale = scaleLog()
      .domain([least, highest * 1.1])
      .range(range)
      .nice();
    const floor = scale.domain()[0] ?? least;
    return {
      y: (value) => rounded(scale(Math.max(value, floor))),
      ticks: logTicks(scale.domain()),
      label,
      highest: scale.domain()[1] ?? highest,
      logarithmic,
    };
  }
  const scale = scaleLinear()
    .domain([lowest, highest > lowest ? highest * 1.05 : lowest + 1])
    .range(range)
    .nice(4);
  return {
    y: (value) => rounded(scale(value)),
    ticks: scale.ticks(4),
    label,
    highest: scale.domain()[1] ?? highest,
    logarithmic,
  };
}

export function valueGutter(axis: ValueAxis, layout: Layout): Markup {
  const labels = axis.ticks.map(
    (tick) =>
      html`<text x="${GUTTER_WIDTH - 8}" y="${axis.y(tick)}" dy="0.35em" text-anchor="end">${axis.label(tick)}</text>`,
  );
  const strip = (layout.stripTop + layout.stripBottom) / 2;
  return html`<svg class="gutter" width="${GUTTER_WIDTH}" height="${layout.height}" aria-hidden="true">${labels}
<text x="${GUTTER_WIDTH - 8}" y="${strip}" dy="0.35em" text-anchor="end">failed</text></svg>`;
}

export function valueGrid(axis: ValueAxis): Markup {
  return html`${axis.ticks.map((tick) => html`<line class="grid" x1="0" x2="100%" y1="${axis.y(tick)}" y2="${axis.y(tick)}"/>`)}`;
}

function isPeaked(curve: SliCurve): boolean {
  const means = curve.buckets
    .map(({ mean }) => mean)
    .filter(isNumber)
    .filter((mean) => mean > 0)
    .toSorted((a, b) => a - b);
  const usual = means[Math.floor(means.length / 2)];
  const peak = Math.max(0, ...curve.buckets.map(({ max }) => max).filter(isNumber));
  return usual !== undefined && peak > usual * LOG_FROM;
}

function logTicks(domain: readonly number[]): readonly number[] {
  const [from = 1, to = 10] = domain;
  const powers = Array.from({ length: Math.round(Math.log10(to / from)) + 1 }, (_, index) => from * 10 ** index);
  return powers.length > 2
    ? powers
    : powers.flatMap((power) => [power, power * 2, power * 5]).filter((tick) => tick <= to);
}

function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
