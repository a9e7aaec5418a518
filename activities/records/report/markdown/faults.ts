import type { ExperimentOutcome, FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import { faultState, overAt } from '../facts/fault-state.ts';
import { dateAndTime, durationBetween } from '../format/clock.ts';
import { counted } from '../format/number.ts';
import { code, md } from './escape.ts';
import { marked } from './symbol.ts';
import { mdTable, type MdColumn } from './table.ts';

const COLUMNS: readonly MdColumn<FaultOutcome>[] = [
  { head: 'Fault', cell: ({ name, fault }) => `${md(name)} (${fault})` },
  { head: 'Target', cell: ({ target }) => `${md(target.label)} ${code(target.key)}` },
  {
    head: 'On for',
    cell: onFor,
    number: true,
  },
  {
    head: 'Effect',
    cell: ({ effect }) =>
      `${marked(effect.observed === 'yes' ? 'good' : 'unknown', effect.observed === 'yes' ? 'observed' : 'not observed')}: ${md(effect.evidence)}`,
  },
  { head: 'State', cell: state },
  { head: 'If all of ours were gone', cell: ({ expiry }) => md(expiry) },
];

function onFor(fault: FaultOutcome): string {
  const why = fault.error ?? fault.skipped;
  return why === undefined ? durationBetween(fault.injectedAt, overAt(fault)) : md(why);
}

export function mdFaults({ faults }: ExperimentOutcome): readonly string[] {
  return ['### Faults and targets', faults.length === 0 ? 'No fault was injected.' : mdTable(COLUMNS, faults)];
}

function state(fault: FaultOutcome): string {
  const { word, tone } = faultState(fault);
  const parts = [
    ...(fault.undoFailures === 0 ? [] : [counted(fault.undoFailures, 'failed attempt')]),
    ...fault.residue.map((line) => `left: ${md(line)}`),
    ...(fault.settled === undefined
      ? []
      : [`by ${md(fault.settled.by)}, ${dateAndTime(fault.settled.at)}: ${md(fault.settled.comment)}`]),
  ];
  return [marked(tone, word), ...parts].join('; ');
}
