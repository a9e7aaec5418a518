import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Verdict } from '../../../../experiments/definition/verdict.ts';
import { answersOf, type Answer } from '../facts/answers.ts';
import { md } from './escape.ts';
import { marked } from './symbol.ts';
import { mdTable, type MdColumn } from './table.ts';

const COLUMNS: readonly MdColumn<Answer>[] = [
  { head: 'Question', cell: ({ question }) => question },
  { head: 'Answer', cell: ({ tone, word }) => `**${marked(tone, word)}**` },
  { head: 'Detail', cell: ({ detail }) => md(detail) },
];

export function mdVerdict(verdict: Verdict, experiments: readonly ExperimentOutcome[], skipped = 0): readonly string[] {
  const left = verdict.residue.map((line) => `- ${md(line)}`);
  const also = verdict.reasons.slice(1).map((line) => `- ${md(line)}`);
  return [
    mdTable(COLUMNS, Object.values(answersOf(verdict, experiments, skipped))),
    ...(left.length === 0 ? [] : [`**Not as it was:**\n\n${left.join('\n')}`]),
    ...(also.length === 0 ? [] : [`Further reasons:\n\n${also.join('\n')}`]),
  ];
}
