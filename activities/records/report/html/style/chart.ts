export const CHART = `
.patterns { position: absolute; }
.chart { margin: 0 0 16px; break-inside: avoid; }
.canvas { display: grid; grid-template-columns: 64px minmax(0, 1fr); padding-right: 6px; }
.canvas svg { display: block; overflow: visible; }
.canvas text { font-size: 11.5px; fill: var(--soft); font-variant-numeric: tabular-nums; }
.grid { stroke: var(--line); }
.axis { stroke: var(--soft); }
.tick { stroke: var(--line); stroke-dasharray: 1 4; }
.canvas text.time { fill: var(--ink); }
.canvas text.clock { fill: var(--soft); font-size: 10.5px; }
.mean { fill: none; stroke: var(--curve); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.spread { fill: var(--curve); fill-opacity: 0.22; stroke: var(--curve); stroke-opacity: 0.45; stroke-width: 1; vector-effect: non-scaling-stroke; }
.shade { fill: var(--fault); fill-opacity: 0.09; }
.hatch { stroke: var(--fault); stroke-opacity: 0.28; stroke-width: 1; fill: none; }
.bar { fill: var(--fault); }
.edge { stroke: var(--fault); stroke-width: 1.2; }
.canvas .fault text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.fault .letter, b.letter { font-weight: 700; fill: var(--fault); color: var(--fault); }
.gap { fill: url(#dots); stroke: var(--soft); stroke-dasharray: 3 3; }
.dot { fill: var(--soft); fill-opacity: 0.75; }
.canvas text.gap-label { fill: var(--ink); font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 5px; stroke-linejoin: round; }
.threshold { stroke: var(--bad); stroke-width: 1.4; stroke-dasharray: 7 4; }
.canvas text.threshold-label { fill: var(--bad); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.strip { fill: var(--wash); }
.failed { fill: var(--bad); }
.canvas .unknown { fill: url(#dots); }
.lost { fill: var(--bad); stroke: var(--paper); stroke-width: 1; }
.abort line { stroke: var(--bad); stroke-width: 2; }
.lead-up { fill: var(--bad); fill-opacity: 0.45; }
.canvas .abort text { fill: var(--bad); font-weight: 700; }
.cross { visibility: hidden; stroke: var(--ink); stroke-width: 1; pointer-events: none; }
.cross.on { visibility: visible; }
.readout { display: block; font-size: 0.8125rem; color: var(--soft); min-height: 1.5em; margin: 4px 0 0 64px; font-variant-numeric: tabular-nums; }
.legend { list-style: none; margin: 4px 0 0 64px; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 20px; font-size: 0.8125rem; }
.legend li { display: flex; gap: 7px; align-items: center; }
.legend b { width: 22px; text-align: center; flex: none; }
.swatch { flex: none; }
@media screen and (max-width: 760px) {
  .wide { display: none; }
  .readout, .legend { margin-left: 0; }
  .readout { min-height: 3em; }
}
`;
