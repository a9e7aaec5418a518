import type { LostWrite, WriteAccount } from '../../../../experiments/definition/outcome.ts';
import { dateAndTime, preciseTime } from '../format/clock.ts';
import { duration } from '../format/duration.ts';
import { count } from '../format/number.ts';
import { accountFigures } from '../facts/account-figures.ts';
import { icon } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

const SHOWN = 20;

const COLUMNS: readonly Column<LostWrite>[] = [
  { head: 'Lost write', cell: ({ id }) => html`<code>${id}</code>` },
  {
    head: 'Acknowledged (UTC)',
    cell: ({ acknowledgedAt }) =>
      html`<time>${dateAndTime(acknowledgedAt).slice(0, 10)} ${preciseTime(acknowledgedAt)}</time>`,
  },
  { head: 'By', cell: ({ acknowledgedBy }) => acknowledgedBy },
];

export function writeAccount(writes: WriteAccount | undefined): Markup {
  if (writes === undefined) return html``;
  const figures = accountFigures(writes).map(
    ({ label, value, says, tone }) =>
      html`<div class="figure ${tone}"><dt>${tone === 'bad' ? icon('bad') : null}${label}</dt><dd>${count(value)}</dd><dd class="says">${says}</dd></div>`,
  );
  const unknown =
    writes.unknownBecause === null
      ? null
      : html`<p class="notice">${icon('unknown')}<span>This account does not stand: ${writes.unknownBecause}.</span></p>`;
  return html`<h5>Write account</h5>${unknown}<dl class="account">${figures}</dl>
<p class="sampling">${count(writes.attemptsPerSecond)} attempts per second · longest outage ${duration(writes.longestOutageMs)} · final read ${writes.finalRead}</p>${lostTable(writes)}`;
}

function lostTable({ lost, lostWrites }: WriteAccount): Markup {
  if (lostWrites.length === 0) return html``;
  const shown = lostWrites.slice(0, SHOWN);
  const more = Math.max(lost, lostWrites.length) - shown.length;
  return html`${table('list', 'Acknowledged, and missing afterwards', COLUMNS, shown)}${more > 0 ? html`<p class="more">${count(more)} more</p>` : null}`;
}
