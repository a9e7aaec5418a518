import type { CheckResult, ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Tone } from '../facts/tone.ts';
import { md } from './escape.ts';
import { marked } from './symbol.ts';
import { mdTable, type MdColumn } from './table.ts';

const TONES: { readonly [R in CheckResult['result']]: Tone } = { met: 'good', 'not met': 'bad', unknown: 'unknown' };

interface Row extends CheckResult {
  readonly when: string;
}
const COLUMNS: readonly MdColumn<Row>[] = [
  { head: 'Check', cell: ({ name }) => md(name) },
  { head: 'When', cell: ({ when }) => when },
  { head: 'Result', cell: ({ result }) => marked(TONES[result], result) },
  { head: 'Seen', cell: ({ detail }) => md(detail) },
];

export function mdChecks({ guardrails, steadyStateBefore, steadyStateAfter }: ExperimentOutcome): readonly string[] {
  const rows = [
    ...guardrails.map((check) => ({ ...check, when: 'guardrail' })),
    ...steadyStateBefore.map((check) => ({ ...check, when: 'before the first fault' })),
    ...steadyStateAfter.map((check) => ({ ...check, when: 'after the undo' })),
  ];
  return ['### Guardrails and steady state', rows.length === 0 ? 'Nothing was checked.' : mdTable(COLUMNS, rows)];
}
