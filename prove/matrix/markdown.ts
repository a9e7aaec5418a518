import { cpus, release } from 'node:os';
import { toolVersion } from '../../worker/version.ts';
import type { CellResult } from '../run-cell.ts';
import { byKind } from './by-kind.ts';
import type { Matrix } from './matrix.ts';
import { rowOf } from './row.ts';

/** Everything that was seen, for people. */
export function asMarkdown({ results, command, began, choice, events }: Matrix): string {
  const notClean = results.filter(({ status }) => status !== 'clean');
  return [
    '# What is left after something died',
    '',
    `\`${command}\` on ${new Date(began).toISOString().slice(0, 16).replace('T', ' ')} UTC: durable-game-days ${toolVersion()}, ` +
      `Node ${process.version}, Linux ${release()}, ${cpus().length} CPUs.`,
    '',
    'One reference game day, run again for every cell: something is killed at the moment named, the game day goes on, and then ' +
      'the targets themselves are asked what is left. Injections: how often the killed process, the paused process, the switch ' +
      'beside the pause and the switch alone were really broken, by the log of the targets.',
    '',
    ...(choice === undefined ? [] : [choice, '']),
    ...(events === undefined
      ? []
      : [
          `Events undisturbed: ${Object.entries(events)
            .map(([role, n]) => `${role} ${n}`)
            .join(', ')}.`,
          '',
        ]),
    '| kind | cells | clean | red | not run | slowest undo, ms | slowest recovery, ms |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...byKind(results).map(
      (row) =>
        `| ${row.kind} | ${row.cells} | ${row.clean} | ${row.red} | ${row.notRun} | ${row.slowestUndoMs ?? ''} | ${row.slowestRecoveryMs ?? ''} |`,
    ),
    '',
    ...(notClean.length === 0 ? [] : ['## Not clean', '', ...notClean.flatMap(reasons), '']),
    '## Every cell',
    '',
    '| cell | | what died, when | left | injections | undo, ms | recovery, ms | verdict |',
    '| --- | --- | --- | ---: | --- | ---: | ---: | --- |',
    ...results.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(line),
    '',
  ].join('\n');
}

const reasons = ({ name, status, why }: CellResult): readonly string[] =>
  why.map((text) => `- **${name}** (${status}): ${inOneLine(text)}`);

function line(result: CellResult): string {
  const row = rowOf(result);
  const { name, status } = result;
  if (row === undefined) return `| ${name} | ${status} | ${inOneLine(result.why.join('; '))} | | | | | |`;
  const { struck, left, injections, undoMs, recoverMs, verdict } = row;
  return `| ${name} | ${status} | ${struck} | ${left} | ${injections} | ${undoMs ?? ''} | ${recoverMs ?? ''} | ${verdict} |`;
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 400);
