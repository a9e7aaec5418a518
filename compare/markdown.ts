import type { Comparison, Row, Versions } from './row.ts';
import { soonerIn, summaryOf, TOOLS } from './summary.ts';

/** The comparison for readers: everything in it comes from the rows. */
export function markdownOf(comparison: Comparison): string {
  const { rows, versions, at, tookMs, patienceMs } = comparison;
  return `${[
    '# Side by side with Chaos Toolkit',
    'Written by `npm run compare`, which plays every situation with both tools. Do not edit: run it again.',
    summaryLines(rows).join('\n'),
    '## How to read it',
    howToRead(patienceMs),
    '## What happened',
    table(HEAD, rows.map(cells)),
    '## The options that each tool got',
    table(['tool', 'options', 'situations'], optionLines(rows)),
    '## What this does not show',
    NOT_SHOWN,
    '## Versions, and how to repeat it',
    versionLines(versions),
    `Run on ${at.slice(0, 10)} in ${Math.round(tookMs / 1_000)} s. To repeat: \`npm run compare\` (needs Python 3 with venv, and PyPI ` +
      'the first time); `npm run compare -- --only 7` plays one situation and writes nothing.',
  ].join('\n\n')}\n`;
}

function summaryLines(rows: readonly Row[]): readonly string[] {
  const of = TOOLS.map((tool) => ({ tool, ...summaryOf(rows, tool), sooner: soonerIn(rows, tool) }));
  const line = (what: string, where: (one: (typeof of)[number]) => readonly number[]): string =>
    `- ${what}: ${of.map((one) => `${one.tool} in ${counted(where(one), one.all.length)}`).join('; ')}.`;
  return [
    line('The fault was left on the target', (one) => one.left),
    line('The command ended with 0 while the fault was on', (one) => one.zeroWhileOn),
    line('The command ended with 0 although the health check had failed', (one) => one.zeroWhenIll),
    line('No complete record was kept', (one) => one.withoutRecord),
    line(
      'Both undid the fault after a signal or a breach, and this tool did it sooner by more than 1 s',
      (one) => one.sooner,
    ),
  ];
}

/** `2 of 17 situations (3, 4)`. */
function counted(numbers: readonly number[], all: number): string {
  const which = numbers.length === 0 ? '' : ` (${numbers.join(', ')})`;
  return `${numbers.length} of ${all} situations${which}`;
}

const howToRead = (patienceMs: number): string =>
  [
    'The same application with a switch is broken by both tools, at the same time, each on a copy of its own.',
    '',
    '- `fault left`, `on / undo asked` and `undone after` are what that application says, asked directly. It is asked when the command',
    `  has ended, and again for up to ${patienceMs / 1_000} s; a game day that still goes on then is followed to its end.`,
    '- "no; on when the command ended": the fault was undone in between.',
    '- `on / undo asked`: how often the fault was switched on, and how often somebody asked to switch it off.',
    '- The runner is the process that executes the fault: `chaos run`, and the worker of gameday, which a supervisor starts again when it',
    '  ends. `gameday run` only waits for the verdict; where it was struck too, that is a row of its own.',
    '- Stopping a worker or leaving `gameday run` is no order to undo: the fault stays on to the end of its hold, which is why the undo',
    '  comes seconds later there. The order to undo at once is `gameday abort`. For `chaos run` a SIGTERM or a Ctrl-C is that order.',
    '- Where a tool has more than one row in a situation, the first four lines above count the best row of Chaos Toolkit and the worst of',
    '  gameday, and the fifth the quickest of both.',
    '- `record` is the journal of Chaos Toolkit, and the report of gameday with the verdict in it; `said` are the last words of the command.',
  ].join('\n');

const NOT_SHOWN = [
  '- Chaos Toolkit needs one Python process. gameday needs a Temporal server and a supervised worker, and does what is shown only',
  '  as long as these come back: here the server was never stopped, and a new worker was started after each kill.',
  '- `gameday run --embedded`, where server and worker end with the command, was not played. A fault that does not end by itself stays',
  '  on when such a command is killed, until `gameday dev` is started on the same folder.',
  '- Extensions and controls of Chaos Toolkit that somebody may write were not used; what it has built in was.',
  '- A `chaos run` that was started with `nohup`, or by a CI server, gets no SIGHUP.',
  '- The times were measured while both tools ran on one machine. They tell seconds from minutes, not one tool from the other by a few ms.',
].join('\n');

const HEAD = ['', 'situation', 'tool', 'exit code', 'fault left', 'on / undo asked', 'undone after', 'record', 'said'];

function cells(row: Row, index: number, rows: readonly Row[]): readonly string[] {
  const isFirst = rows[index - 1]?.situation !== row.situation;
  return [
    isFirst ? String(row.situation) : '',
    isFirst ? row.title : '',
    toolOf(row),
    row.exit,
    leftText(row),
    `${row.switchedOn} / ${row.undoAsked}`,
    undoneText(row),
    `${row.kept.is}: ${row.kept.says}`,
    row.said,
  ];
}

/** Situations with the same options share a line. */
function optionLines(rows: readonly Row[]): readonly (readonly string[])[] {
  return TOOLS.flatMap((tool) => {
    const ours = rows.filter((row) => row.tool === tool);
    return [...new Set(ours.map((row) => row.options))].map((options) => {
      const numbers = ours.filter((row) => row.options === options).map((row) => row.situation);
      return [tool, options, [...new Set(numbers)].join(', ')];
    });
  });
}

const toolOf = ({ tool, way }: Row): string => (way === '' ? tool : `${tool} (${way})`);

function leftText({ left, onAtExit }: Row): string {
  if (left) return '**yes**';
  return onAtExit ? 'no; on when the command ended' : 'no';
}

function undoneText({ undoneAfterMs, since }: Row): string {
  if (since === '') return '';
  return undoneAfterMs === null ? `not after ${since}` : `${seconds(undoneAfterMs)} after ${since}`;
}

const seconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

function versionLines(versions: Versions): string {
  const { gameday, chaosToolkit, chaosToolkitLib, temporal, node, python, kernel, machine } = versions;
  return [
    `- gameday ${gameday}, Temporal CLI ${temporal}, Node ${node}`,
    `- chaostoolkit ${chaosToolkit}, chaostoolkit-lib ${chaosToolkitLib}, ${python}`,
    `- ${kernel}, ${machine}`,
  ].join('\n');
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map(tableLine).join('\n');
}

const tableLine = (texts: readonly string[]): string => `| ${texts.map(inCell).join(' | ')} |`;
const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
