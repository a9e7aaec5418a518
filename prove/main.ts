import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { choiceOf, keptFrom, readEarlier, toPlayAgain } from './again.ts';
import { allCells } from './cells/index.ts';
import { undisturbedCell } from './cells/undisturbed.ts';
import { startHarness, type Harness } from './harness.ts';
import { notRun, runInLanes, TIME_IS_OVER } from './lanes.ts';
import { asJson } from './matrix/json.ts';
import { asMarkdown } from './matrix/markdown.ts';
import { progressOf } from './matrix/progress.ts';
import { summaryOf } from './matrix/summary.ts';
import { runMutants } from './mutants/run-mutants.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import type { CellResult } from './run-cell.ts';
import { isMeant, mixed, sampleOf } from './sample.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { whyNoSmallDisk } from './world/small-disk.ts';
import type { Role } from './world/workflow-ids.ts';

const FOLDER = '.gameday/prove';
const say = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2), process.env);
  const harness = await startHarness(say);
  const stopped = stopOnSignals(say, () => harness.end());
  try {
    process.exitCode = options.mutants ? await runMutants(harness, say) : await prove(harness, options, stopped);
  } finally {
    await harness.end();
  }
} catch (error) {
  say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
process.exit();

/**
 * 0 only when every cell that was planned ran and is clean. A sample that its time cuts short is a smaller sample, as long as
 * something of every kind has run.
 */
async function prove(harness: Harness, options: Options, stopped: AbortSignal): Promise<number> {
  const began = Date.now();
  const earlier = options.again ? readEarlier(`${FOLDER}/matrix.json`) : undefined;
  let events: Record<Role, number> | undefined;
  let choice: string | undefined;
  const matrixOf = (cells: readonly CellResult[]) => ({
    results: cells,
    command: `npm run prove -- ${process.argv.slice(2).join(' ')}`.trim(),
    began,
    choice,
    events: earlier?.events ?? events,
  });
  const keep = (cells: readonly CellResult[]) => {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${FOLDER}/matrix.md`, asMarkdown(matrixOf(cells)));
    writeFileSync(`${FOLDER}/matrix.json`, asJson(matrixOf(cells)));
  };
  const reference = await harness.run(undisturbedCell((counted) => (events = counted)));
  const results: CellResult[] = [reference, ...(earlier ? keptFrom(earlier) : [])];
  if (events !== undefined && reference.status === 'clean') {
    const { sample, seed, only, jobs, minutes } = options;
    const all = allCells(earlier?.events ?? events).filter((cell) => isMeant(cell, only));
    const chosen = earlier ? toPlayAgain(earlier, all) : sample === undefined ? all : sampleOf(all, sample, seed);
    const planned = mixed(chosen, seed);
    choice = earlier ? choiceOf(earlier, planned) : `${planned.length} of ${all.length} cells, seed ${seed}.`;
    say(`${choice} ${jobs} at a time; undisturbed ${reference.tookMs} ms.`);
    const whyNot = whyNoSmallDisk(`${FOLDER}/disk`);
    const possible = planned.filter(({ world }) => whyNot === undefined || world.onSmallDisk === undefined);
    for (const cell of planned.filter((one) => !possible.includes(one)))
      results.push(notRun(cell, `not possible here: ${whyNot}`));
    const progress = progressOf(possible.length, say);
    const until = minutes === undefined ? Number.POSITIVE_INFINITY : began + minutes * 60_000;
    const run = (cell: (typeof possible)[number]) => harness.run(cell);
    const ran: CellResult[] = [];
    const ended = (result: CellResult) => {
      progress(result);
      // A run that is stopped, or whose machine is, can be gone on with by --again.
      ran.push(result);
      const left = possible.filter(({ name }) => ran.every((one) => one.name !== name));
      keep([...results, ...ran, ...left.map((cell) => notRun(cell, 'it was interrupted'))]);
    };
    results.push(...(await runInLanes(possible, { jobs, until, stopped, run, ended })));
  }
  keep(results);
  if (options.write !== undefined) {
    mkdirSync(dirname(options.write), { recursive: true });
    writeFileSync(options.write, asMarkdown(matrixOf(results)));
  }
  process.stdout.write(`${summaryOf(results)}\n`);
  const isFine = ({ status, why }: CellResult) =>
    status === 'clean' || (options.allowImpossible && (why[0]?.startsWith('not possible here') ?? false));
  const ran = new Set(results.filter(({ status }) => status !== 'not run').map(({ kind }) => kind));
  const isCutShort = ({ status, kind, why }: CellResult) =>
    options.sample !== undefined && status === 'not run' && ran.has(kind) && why[0] === TIME_IS_OVER;
  return results.every((one) => isFine(one) || isCutShort(one)) ? 0 : 1;
}
