import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import { stepsOf, type Step } from '../facts/steps.ts';
import { preciseTime, relative } from '../format/clock.ts';
import { duration } from '../format/duration.ts';
import { md } from './escape.ts';
import { marked } from './symbol.ts';
import { mdTable, type MdColumn } from './table.ts';

export function mdTimeline(experiment: ExperimentOutcome): readonly string[] {
  const columns: readonly MdColumn<Step>[] = [
    { head: 'After', cell: ({ at }) => relative(at, experiment.startedAt), number: true },
    { head: 'UTC', cell: ({ at }) => preciseTime(at) },
    {
      head: 'What',
      cell: ({ what, detail, tone }) => `${marked(tone, md(what))}${detail === undefined ? '' : `: ${md(detail)}`}`,
    },
    { head: 'Since the last', cell: ({ afterMs }) => duration(afterMs), number: true },
  ];
  return ['<details><summary>Timeline</summary>', mdTable(columns, stepsOf(experiment)), '</details>'];
}
