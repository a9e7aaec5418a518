import type { Report } from '../../../../experiments/definition/report.ts';
import { dateAndTime, durationBetween } from '../format/clock.ts';
import { code, md, mdParagraph } from './escape.ts';
import { mdTable, type MdColumn } from './table.ts';

type Fact = readonly [string, string];
const COLUMNS: readonly MdColumn<Fact>[] = [
  { head: 'About', cell: ([term]) => term },
  { head: 'This game day', cell: ([, value]) => value },
];

export function mdHeader({ outcome, plan }: Report): readonly string[] {
  const facts: readonly Fact[] = [
    ['When', `${dateAndTime(outcome.startedAt)} to ${dateAndTime(outcome.endedAt)}`],
    ['Took', durationBetween(outcome.startedAt, outcome.endedAt)],
    ['Environment', md(outcome.environment)],
    ['Requested by', md(outcome.requestedBy)],
    ...(plan.people.owner === undefined ? [] : [['Owner', md(plan.people.owner)] as const]),
    ...(plan.people.onCall === undefined ? [] : [['On call', md(plan.people.onCall)] as const]),
    ['Id', code(outcome.id)],
    ['Plan hash', code(outcome.planHash)],
  ];
  return [
    `# Game day: ${md(outcome.name)}`,
    ...(outcome.objective === '' ? [] : [mdParagraph(outcome.objective)]),
    mdTable(COLUMNS, facts),
  ];
}
