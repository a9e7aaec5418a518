import { clockTime, relative } from '../format/clock.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Frame } from './frame.ts';
import type { Layout } from './layout.ts';

const STEPS_S = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];
const MOST_TICKS = 9;

/** Relative time above, clock time below. On narrow screens every second or third label stays. */
export function timeAxis(frame: Frame, layout: Layout): Markup {
  const ticks = timeTicks(frame);
  const bottom = layout.stripBottom;
  const stride = ticks.length > 6 ? 3 : ticks.length > 3 ? 2 : 1;
  const labels = ticks.map((at, index) => {
    const x = frame.percent(at);
    const wide = index % stride === 0 ? '' : ' wide';
    return html`<line class="tick" x1="${x}%" x2="${x}%" y1="${layout.plotTop}" y2="${bottom + 5}"/>
<text class="time${wide}" x="${x}%" y="${bottom + 18}" text-anchor="${anchor(x)}">${relative(at, frame.zero)}</text>
<text class="time clock${wide}" x="${x}%" y="${bottom + 33}" text-anchor="${anchor(x)}">${clockTime(at)}</text>`;
  });
  return html`<line class="axis" x1="0" x2="100%" y1="${bottom}" y2="${bottom}"/>${labels}`;
}

function timeTicks({ from, to, zero }: Frame): readonly number[] {
  const spanS = (to - from) / 1000;
  const stepMs = 1000 * (STEPS_S.find((step) => spanS / step <= MOST_TICKS) ?? spanS / MOST_TICKS);
  const first = Math.ceil((from - zero) / stepMs);
  const last = Math.floor((to - zero) / stepMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => zero + (first + index) * stepMs);
}

function anchor(percent: number): 'start' | 'middle' | 'end' {
  if (percent < 4) return 'start';
  return percent > 95 ? 'end' : 'middle';
}
