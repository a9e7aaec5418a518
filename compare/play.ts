import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { built } from './built.ts';
import type { CleanUp } from './clean-up.ts';
import { type Exit, exitText } from './command.ts';
import type { Contestant } from './contestant.ts';
import type { TargetEvent } from './knobs.ts';
import type { Row } from './row.ts';
import type { Situation, Stage } from './situation.ts';
import { startTarget, type Target } from './target.ts';

/** After the command has ended, and what is to happen then has happened: so long a fault may go on by itself. */
export const PATIENCE_MS = 20_000;
const COMMAND_WITHIN_MS = 90_000;

/** Plays one situation with one tool, on a target and in a folder of its own. */
export async function play(
  { number, situation }: { readonly number: number; readonly situation: Situation },
  contestant: Contestant,
  all: CleanUp,
): Promise<Row> {
  const cleanUp = all.part();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'gameday-compare-'));
    cleanUp.add(() => rm(folder, { recursive: true, force: true }));
    const target = await startTarget(folder, situation.knobs);
    cleanUp.add(() => target.stop());
    const place = join(folder, 'tool');
    await mkdir(place);
    const running = await contestant.start({ situation, target, folder: place, cleanUp });

    let mark: { readonly what: string; readonly at: number } | undefined;
    const stage: Stage = {
      target,
      strike: (signal) => running.strike(signal),
      mark: (what) => (mark = { what: running.instead ?? what, at: Date.now() }),
    };
    const ended = endOf(running.command.ended);
    const atExit = ended.then(() => target.isOn());
    await Promise.race([situation.meanwhile?.(stage), ended.then(() => sleep(PATIENCE_MS, undefined, { ref: false }))]);
    const exit = await ended;
    const onAtExit = await atExit;
    await situation.afterwards?.(stage);
    await untilOff(target);
    const { kept, said } = await running.finish();
    return {
      situation: number,
      title: situation.title,
      healthFails: situation.healthFails ?? false,
      tool: contestant.tool,
      way: contestant.way,
      exit: exit === undefined ? 'did not end' : exitText(exit),
      onAtExit,
      left: await target.isOn(),
      switchedOn: timesOf(target, 'on'),
      undoAsked: timesOf(target, 'undo asked'),
      undoneAfterMs: undoneAfter(target.events, mark?.at),
      since: mark?.what ?? '',
      kept: { ...kept, says: forReaders(kept.says, folder) },
      said: forReaders(said, folder),
      options: running.options,
    };
  } finally {
    await cleanUp.run();
  }
}

async function endOf(ended: Promise<Exit>): Promise<Exit | undefined> {
  return Promise.race([ended, sleep(COMMAND_WITHIN_MS, undefined, { ref: false })]);
}

async function untilOff(target: Target): Promise<void> {
  const limit = Date.now() + PATIENCE_MS;
  while ((await target.isOn()) && Date.now() < limit) await sleep(100);
}

const timesOf = ({ events }: Target, name: TargetEvent['event']): number =>
  events.filter(({ event }) => event === name).length;

function undoneAfter(events: readonly TargetEvent[], since: number | undefined): number | null {
  const off = events.findLast(({ event }) => event === 'off');
  return since === undefined || off === undefined || off.at < since ? null : off.at - since;
}

/** Without what is different on every machine and in every run. */
export function forReaders(text: string, folder: string): string {
  return text
    .replaceAll(folder, '…')
    .replaceAll(built(''), '')
    .replaceAll(process.execPath, 'node')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'TARGET')
    .replaceAll(/host='127\.0\.0\.1', port=\d+/g, 'TARGET')
    .replaceAll(/(gameday\/comparison)\/\d+-\d+/g, '$1/…');
}
