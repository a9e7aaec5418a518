import { html, type Markup } from '../html/markup.ts';
import type { PlacedBand } from './band-lanes.ts';
import { LANE_HEIGHT, type Layout } from './layout.ts';

const HATCHES = ['hatch-rising', 'hatch-falling', 'hatch-upright'] as const;
const BAR_TOP = 17;

/** Shade and hatching over the plot, and a bar above it. */
export function bandAreas(bands: readonly PlacedBand[], firstLane: number, layout: Layout): Markup {
  const height = layout.stripBottom - layout.plotTop;
  return html`${bands.map(({ band, lane, x, width, label }, index) => {
    const top = (firstLane + lane) * LANE_HEIGHT + BAR_TOP;
    const hatch = HATCHES[index % HATCHES.length];
    const end = band.to === undefined ? null : edgeAt(Math.min(100, x + width), top, layout.stripBottom);
    return html`<g class="fault"><title>${band.letter} ${label}</title>
<rect class="shade" x="${x}%" width="${width}%" y="${layout.plotTop}" height="${height}"/>
<rect fill="url(#${hatch})" x="${x}%" width="${width}%" y="${layout.plotTop}" height="${height}"/>
<rect class="bar" x="${x}%" width="${width}%" y="${top}" height="5"/>
${edgeAt(x, top, layout.stripBottom)}${end}</g>`;
  })}`;
}

function edgeAt(x: number, top: number, bottom: number): Markup {
  return html`<line class="edge" x1="${x}%" x2="${x}%" y1="${top}" y2="${bottom}"/>`;
}

/** Drawn after every line, so that none strikes a name through. Narrow screens see the letters only. */
export function bandLabels(bands: readonly PlacedBand[], firstLane: number): Markup {
  return html`<g class="fault">${bands.map(({ band, lane, label, labelAt }) => {
    const y = (firstLane + lane) * LANE_HEIGHT + 12;
    return html`<text x="${labelAt.x}%" y="${y}" text-anchor="${labelAt.anchor}"><tspan class="letter">${band.letter}</tspan><tspan class="wide" dx="5">${label}</tspan></text>`;
  })}</g>`;
}
