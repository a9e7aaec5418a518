import type { ApprovalOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Report } from '../../../../experiments/definition/report.ts';
import type { Tone } from '../facts/tone.ts';
import { dateAndTime } from '../format/clock.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

const TONES: { readonly [D in ApprovalOutcome['decision']]: Tone } = {
  approved: 'good',
  denied: 'bad',
  expired: 'warn',
  cancelled: 'neutral',
};

const COLUMNS: readonly Column<ApprovalOutcome>[] = [
  { head: 'Approval', cell: ({ name, step }) => html`${name}<small>step ${step}</small>` },
  { head: 'Decision', cell: ({ decision }) => badge(TONES[decision], decision) },
  { head: 'Votes', cell: ({ votes }) => (votes.length === 0 ? 'nobody voted' : votes.map(vote)) },
];

export function approvals({ outcome }: Report): Markup {
  if (outcome.approvals.length === 0) return html``;
  return html`<section><h2>Approvals</h2>${table('text', 'Who agreed to what', COLUMNS, outcome.approvals)}</section>`;
}

function vote({ by, approve, comment, at }: ApprovalOutcome['votes'][number]): Markup {
  const said = comment === '' ? '' : `: ${comment}`;
  return html`<div class="vote">${by} ${approve ? 'agreed' : 'refused'}${said}<small>${dateAndTime(at)}</small></div>`;
}
