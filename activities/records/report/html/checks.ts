import type { CheckResult, ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Tone } from '../facts/tone.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

const TONES: { readonly [R in CheckResult['result']]: Tone } = { met: 'good', 'not met': 'bad', unknown: 'unknown' };

interface Row {
  readonly when: string;
  readonly check: CheckResult;
}

const COLUMNS: readonly Column<Row>[] = [
  { head: 'Check', cell: ({ check }) => check.name },
  { head: 'When', cell: ({ when }) => when },
  { head: 'Result', cell: ({ check }) => badge(TONES[check.result], check.result) },
  { head: 'Seen', cell: ({ check }) => check.detail },
];

/** Guardrails, then the steady state before and after. */
export function checks({ guardrails, steadyStateBefore, steadyStateAfter }: ExperimentOutcome): Markup {
  const rows = [
    ...guardrails.map((check) => ({ when: 'guardrail', check })),
    ...steadyStateBefore.map((check) => ({ when: 'before the first fault', check })),
    ...steadyStateAfter.map((check) => ({ when: 'after the undo', check })),
  ];
  const body =
    rows.length === 0
      ? html`<p class="none">Nothing was checked.</p>`
      : table('text', 'Guardrails, and the steady state before and after', COLUMNS, rows);
  return html`<h3>Guardrails and steady state</h3>${body}`;
}
