import type { ApprovalOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Report } from '../../../../experiments/definition/report.ts';
import { planText } from '../facts/plan-text.ts';
import { dateAndTime } from '../format/clock.ts';
import { fenced, md } from './escape.ts';
import { mdTable, type MdColumn } from './table.ts';

const APPROVALS: readonly MdColumn<ApprovalOutcome>[] = [
  { head: 'Approval', cell: ({ name }) => md(name) },
  { head: 'Decision', cell: ({ decision }) => decision },
  { head: 'Votes', cell: ({ votes }) => (votes.length === 0 ? 'nobody voted' : votes.map(vote).join('; ')) },
];
const SKIPPED: readonly MdColumn<{ readonly name: string; readonly why: string }>[] = [
  { head: 'Step', cell: ({ name }) => md(name) },
  { head: 'Why it was not begun', cell: ({ why }) => md(why) },
];

export function mdClosing({ outcome, plan, tool, generatedAt }: Report): readonly string[] {
  const { approvals, skipped } = outcome;
  return [
    ...(approvals.length === 0 ? [] : ['## Approvals', mdTable(APPROVALS, approvals)]),
    ...(skipped.length === 0 ? [] : ['## Steps that were not begun', mdTable(SKIPPED, skipped)]),
    '<details><summary>Resolved plan</summary>',
    fenced('yaml', planText(plan)),
    '</details>',
    `Written ${dateAndTime(generatedAt)} by ${md(tool.name)} ${md(tool.version)}.`,
  ];
}

function vote({ by, approve, comment, at }: ApprovalOutcome['votes'][number]): string {
  return `${md(by)} ${approve ? 'agreed' : 'refused'}${comment === '' ? '' : `: ${md(comment)}`} (${dateAndTime(at)})`;
}
