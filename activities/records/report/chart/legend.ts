import type { SliCurve } from '../../../../experiments/definition/outcome.ts';
import type { FaultBand } from '../facts/fault-bands.ts';
import { durationBetween, relative } from '../format/clock.ts';
import { html, type Markup } from '../html/markup.ts';
import { labelOf } from './band-lanes.ts';

export function legend(curve: SliCurve, bands: readonly FaultBand[], hasGaps: boolean, zero: number): Markup {
  const failed = curve.buckets.some(({ bad }) => bad > 0);
  const lost = (curve.writes?.lostWrites.length ?? 0) > 0;
  const unit = curve.unit === 'ms' ? 'latency' : 'value';
  return html`<ul class="legend">
<li>${swatch(html`<rect class="spread" y="2" width="22" height="7"/><path class="mean" d="M0 9H22"/>`)}${unit}: mean, up to the highest</li>
${failed ? html`<li>${swatch(html`<rect class="failed" y="2" width="22" height="10"/>`)}failed samples (share)</li>` : null}
${hasGaps ? html`<li>${swatch(html`<rect class="gap" x="1" y="1" width="20" height="12"/>`)}no data</li>` : null}
${lost ? html`<li>${swatch(html`<use class="lost" href="#lost-write" x="11" y="7"/>`)}lost write, when it was acknowledged</li>` : null}
${bands.map((band) => html`<li><b class="letter">${band.letter}</b>${labelOf(band)}: ${whenOf(band, zero)}</li>`)}
</ul>`;
}

function whenOf({ from, to }: FaultBand, zero: number): string {
  if (to === undefined) return `on since ${relative(from, zero)}`;
  return `${relative(from, zero)} to ${relative(to, zero)} (${durationBetween(from, to)})`;
}

function swatch(drawing: Markup): Markup {
  return html`<svg class="swatch" width="22" height="14" aria-hidden="true">${drawing}</svg>`;
}
