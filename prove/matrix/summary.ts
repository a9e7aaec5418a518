import Table from 'cli-table3';
import type { CellResult } from '../run-cell.ts';
import { byKind } from './by-kind.ts';

/** For the terminal: the kinds, then everything that is not clean. */
export function summaryOf(results: readonly CellResult[]): string {
  const table = new Table({
    head: ['kind', 'cells', 'clean', 'red', 'not run', 'slowest undo', 'slowest recovery'],
    style: { head: [], border: [] },
  });
  for (const row of byKind(results)) {
    const { kind, cells, clean, red, notRun, slowestUndoMs, slowestRecoveryMs } = row;
    table.push([kind, cells, clean, red, notRun, inMs(slowestUndoMs), inMs(slowestRecoveryMs)]);
  }
  const red = results.filter(({ status }) => status === 'red');
  const lines = red.flatMap(({ name, why, seen, kept }) => [
    `RED  ${name}${seen ? `: ${seen.struck}` : ''}`,
    ...why.map((line) => `     ${line}`),
    ...(kept === undefined ? [] : [`     logs and histories: ${kept}`]),
  ]);
  const notRun = results.filter(({ status }) => status === 'not run').length;
  return [
    table.toString(),
    ...lines,
    ...(notRun === 0 ? [] : [`${notRun} cells were planned and not run. That is not clean.`]),
    red.length + notRun === 0 ? `All ${results.length} cells are clean.` : `${red.length} cells are red.`,
  ].join('\n');
}

const inMs = (value: number | null): string => (value === null ? '' : `${value} ms`);
