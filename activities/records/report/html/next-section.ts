import type { Report } from '../../../../experiments/definition/report.ts';
import { withCode } from './inline-code.ts';
import { html, type Markup } from './markup.ts';

export function nextSection({ next }: Report): Markup {
  if (next.length === 0) return html``;
  return html`<section id="next"><h2>What to do next</h2><ol class="next">${next.map(item)}</ol></section>`;
}

const URGENT = 'NOT RESTORED';

function item(step: string): Markup {
  if (!step.startsWith(URGENT)) return html`<li>${withCode(step)}</li>`;
  return html`<li class="urgent"><strong>${URGENT}</strong>${withCode(step.slice(URGENT.length))}</li>`;
}
