import type { ObjectiveResult } from '../../../../experiments/definition/outcome.ts';
import type { Measurements } from '../facts/measurements.ts';
import type { Tone } from '../facts/tone.ts';
import { expectation, metricLabel, metricValue } from '../format/metric.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

interface Row extends ObjectiveResult {
  readonly sli: string;
}

const TONES: { readonly [R in ObjectiveResult['result']]: Tone } = { met: 'good', missed: 'bad', unknown: 'unknown' };

const COLUMNS: readonly Column<Row>[] = [
  { head: 'SLI', cell: ({ sli }) => sli },
  { head: 'Objective', cell: ({ metric }) => metricLabel[metric] },
  { head: 'Expected', cell: ({ expected }) => expectation(expected), number: true },
  { head: 'Measured', cell: ({ metric, actual }) => metricValue(metric, actual), number: true },
  {
    head: 'Result',
    cell: ({ result, why }) =>
      html`${badge(TONES[result], result)}${why === undefined ? null : html`<small>${why}</small>`}`,
  },
];

export function objectives({ slis }: Measurements): Markup {
  const rows = slis.flatMap(({ result }) => result.objectives.map((objective) => ({ ...objective, sli: result.name })));
  const body =
    rows.length === 0
      ? html`<p class="none">No objective was set, so nothing could decide the hypothesis but the steady state.</p>`
      : table('text', 'Expected and measured, over fault and recovery', COLUMNS, rows);
  return html`<h3>Objectives</h3>${body}`;
}
