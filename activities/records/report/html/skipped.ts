import type { Report } from '../../../../experiments/definition/report.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

const COLUMNS: readonly Column<{ readonly name: string; readonly why: string }>[] = [
  { head: 'Step', cell: ({ name }) => name },
  { head: 'Why it was not begun', cell: ({ why }) => why },
];

export function skipped({ outcome }: Report): Markup {
  if (outcome.skipped.length === 0) return html``;
  return html`<section><h2>Steps that were not begun</h2>${table('text', 'Left out', COLUMNS, outcome.skipped)}</section>`;
}
