import { html, type Markup } from '../html/markup.ts';

/** Drawn once per page; every chart refers to them. */
export function chartPatterns(): Markup {
  return html`<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch-rising" width="8" height="8" patternUnits="userSpaceOnUse"><path class="hatch" d="M-2 2L2-2M0 8L8 0M6 10L10 6"/></pattern>
<pattern id="hatch-falling" width="8" height="8" patternUnits="userSpaceOnUse"><path class="hatch" d="M-2 6L2 10M0 0L8 8M6-2L10 2"/></pattern>
<pattern id="hatch-upright" width="6" height="6" patternUnits="userSpaceOnUse"><path class="hatch" d="M3 0V6"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="dot" cx="3" cy="3" r="1.1"/></pattern>
<path id="lost-write" d="M0-6L5 0L0 6L-5 0z"/></defs></svg>`;
}
