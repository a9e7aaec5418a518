import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Report } from '../../../../experiments/definition/report.ts';
import { answersOf, type Answer, type Answers } from '../facts/answers.ts';
import { durationBetween } from '../format/clock.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

interface Row {
  readonly experiment: ExperimentOutcome;
  readonly index: number;
  readonly answers: Answers;
}

/** All experiments at a glance; a single one needs none. */
export function overview({ outcome: { experiments } }: Report): Markup {
  if (experiments.length < 2) return html``;
  const rows: readonly Row[] = experiments.map((experiment, index) => ({
    experiment,
    index,
    answers: answersOf(experiment.verdict, [experiment]),
  }));
  const columns: readonly Column<Row>[] = [
    { head: 'Experiment', cell: ({ experiment, index }) => html`<a href="#${anchorOf(index)}">${experiment.name}</a>` },
    { head: 'Hypothesis', cell: ({ answers }) => word(answers.hypothesis) },
    { head: 'Ended', cell: ({ answers }) => word(answers.ended) },
    { head: 'Restored', cell: ({ answers }) => word(answers.restored) },
    { head: 'Took', cell: ({ experiment }) => tookOf(experiment), number: true },
  ];
  return html`<section><h2>Experiments</h2>${table('text', 'The experiments and their three answers', columns, rows)}</section>`;
}

export function anchorOf(index: number): string {
  return `experiment-${index + 1}`;
}

function word({ tone, word: text }: Answer): Markup {
  return badge(tone, text);
}

function tookOf({ startedAt, endedAt }: ExperimentOutcome): string {
  return durationBetween(startedAt, endedAt);
}
