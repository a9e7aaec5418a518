import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { arch, cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../client/embedded/embedded.ts';
import { GameDayClient } from '../client/game-day-client.ts';
import { settingsOf } from '../client/session/settings.ts';
import { breach } from './breach.ts';
import type { Figure } from './figure.ts';
import { historyEvents } from './history-events.ts';
import { lateness } from './lateness.ts';
import { type Options, readOptions } from './options.ts';
import { recovery } from './recovery.ts';
import type { Rig } from './rig.ts';
import { startAndCancel } from './start-and-cancel.ts';
import { tableOf } from './table.ts';
import { startTarget } from './target.ts';

const RESULTS = '.gameday/bench.json';
const MEASURES = { 'start-and-cancel': startAndCancel, breach, history: historyEvents, recovery, lateness };
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const { quick: isQuick, only } = optionsOrExit();
const chosen = Object.entries(MEASURES).filter(([name]) => only === undefined || only === name);

const figures = await measureAll();
process.stdout.write(`${tableOf(figures)}\n`);
if (isQuick) say('Quick: few runs, and 30 ticks of lateness. The targets are meant for the whole bench.');
await mkdir('.gameday', { recursive: true });
const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model, arch: arch(), kernel: release() };
await writeFile(RESULTS, `${JSON.stringify({ at: new Date().toISOString(), isQuick, machine, figures }, null, 2)}\n`);
process.exitCode = figures.every((figure) => figure.passed) ? 0 : 1;

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2), Object.keys(MEASURES));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return process.exit(2);
  }
}

/** A server, a worker and a target of its own, which are gone afterwards. */
async function measureAll(): Promise<readonly Figure[]> {
  const store = await mkdtemp(join(tmpdir(), 'gameday-bench-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(store, { recursive: true, force: true })];
  try {
    const target = await startTarget(join(store, 'entries'));
    undo.push(() => target.stop());
    const embedded = await startEmbedded({ store: join(store, 'gameday'), env: process.env, say });
    undo.push(() => embedded.stop());
    const { address, namespace, uiUrl } = embedded;
    const client = await GameDayClient.connectTo(settingsOf(address, namespace, uiUrl));
    undo.push(() => client.close());
    const rig: Rig = { client, target, runs: isQuick ? 5 : 20, ticks: isQuick ? 30 : 252, say };
    const measured: Figure[] = [];
    for (const [, measure] of chosen) measured.push(...(await measure(rig)));
    return measured;
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}
