import type { LostWrite, WriteAccount } from '../../../../experiments/definition/outcome.ts';
import { accountFigures, type AccountFigure } from '../facts/account-figures.ts';
import { dateAndTime, preciseTime } from '../format/clock.ts';
import { duration } from '../format/duration.ts';
import { count } from '../format/number.ts';
import { code, md } from './escape.ts';
import { marked } from './symbol.ts';
import { mdTable, type MdColumn } from './table.ts';

const SHOWN = 20;

const FIGURES: readonly MdColumn<AccountFigure>[] = [
  { head: 'Writes', cell: ({ label, tone }) => (tone === 'neutral' ? label : marked(tone, label)) },
  { head: 'Count', cell: ({ value }) => count(value), number: true },
  { head: 'Meaning', cell: ({ says }) => says },
];
const LOST: readonly MdColumn<LostWrite>[] = [
  { head: 'Lost write', cell: ({ id }) => code(id) },
  {
    head: 'Acknowledged (UTC)',
    cell: ({ acknowledgedAt }) => `${dateAndTime(acknowledgedAt).slice(0, 10)} ${preciseTime(acknowledgedAt)}`,
  },
  { head: 'By', cell: ({ acknowledgedBy }) => md(acknowledgedBy) },
];

export function mdWrites(sli: string, writes: WriteAccount): readonly string[] {
  const { lost, lostWrites, unknownBecause, attemptsPerSecond, longestOutageMs, finalRead } = writes;
  const more = Math.max(lost, lostWrites.length) - SHOWN;
  return [
    `#### Write account of ${md(sli)}`,
    ...(unknownBecause === null ? [] : [`${marked('unknown', 'This account does not stand')}: ${md(unknownBecause)}.`]),
    mdTable(FIGURES, accountFigures(writes)),
    `${count(attemptsPerSecond)} attempts per second, longest outage ${duration(longestOutageMs)}, final read ${finalRead}.`,
    ...(lostWrites.length === 0 ? [] : [mdTable(LOST, lostWrites.slice(0, SHOWN))]),
    ...(lostWrites.length > 0 && more > 0 ? [`${count(more)} more`] : []),
  ];
}
