import type { AbortPoint } from '../facts/abort-point.ts';
import { relative } from '../format/clock.ts';
import { html, type Markup } from '../html/markup.ts';
import { type Frame, rounded } from './frame.ts';
import type { Layout } from './layout.ts';

/** A line through the chart where the experiment was aborted, and a bar over the time that led to it. */
export function abortMark(point: AbortPoint, sli: string, frame: Frame, layout: Layout): Markup {
  const x = frame.percent(point.at);
  const own = point.sli === sli;
  const since = own && point.since !== undefined ? frame.percent(point.since) : x;
  const lead =
    since < x ? html`<rect class="lead-up" x="${since}%" width="${rounded(x - since)}%" y="17" height="5"/>` : null;
  const [anchor, dx] = x > 55 ? ['end', -6] : ['start', 6];
  const what = own ? 'breach, aborted' : 'aborted';
  return html`<g class="abort">${lead}<line x1="${x}%" x2="${x}%" y1="4" y2="${layout.stripBottom}"/>
<text x="${x}%" dx="${dx}" y="12" text-anchor="${anchor}">${what} ${relative(point.at, frame.zero)}</text></g>`;
}
