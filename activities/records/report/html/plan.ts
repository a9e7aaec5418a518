import type { Report } from '../../../../experiments/definition/report.ts';
import { planText } from '../facts/plan-text.ts';
import { html, type Markup } from './markup.ts';

export function planSection({ plan }: Report): Markup {
  return html`<section><details><summary>Resolved plan</summary><pre>${planText(plan)}</pre></details></section>`;
}
