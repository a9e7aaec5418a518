import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GameDayClient } from '../../client/game-day-client.ts';
import { settingsOf } from '../../client/session/settings.ts';
import { built } from '../built.ts';
import { type Command, startCommand } from '../command.ts';
import type { Contestant } from '../contestant.ts';
import type { Kept } from '../row.ts';
import type { GameDayWay } from '../situation.ts';
import { documentInWords, gameDayDocument } from './document.ts';
import { type Service, startService } from './service.ts';
import { idIn, keptOf, lastWords } from './words.ts';

const CLI = built('client/main.js');
const SWITCH = [process.execPath, built('compare/switch-command.js')];
const WAYS = {
  worker: 'worker struck',
  'gameday run': '`gameday run` struck',
  'gameday abort': '`gameday abort` instead of a signal',
} as const;
/** A game day whose undo is stuck goes on for ever; so long we follow it. */
const OVER_WITHIN_MS = 60_000;

export const gameDayContestant = (binary: string, way: GameDayWay, isOneOfMany: boolean): Contestant => ({
  tool: 'gameday',
  way: isOneOfMany ? WAYS[way] : '',
  async start({ situation, target, folder, cleanUp }) {
    const service = await startService(binary, folder, cleanUp);
    const document = join(folder, 'situation.yaml');
    await writeFile(document, gameDayDocument(situation, { url: target.url, program: SWITCH }));
    const settings = { cwd: folder, env: ownEnvironment(folder) };
    const order = async (args: readonly string[]): Promise<Command> => {
      const all = [CLI, '--address', service.address, ...args, '--wait', '--as', 'comparison'];
      const ordered = await startCommand(process.execPath, all, settings);
      cleanUp.add(async () => {
        ordered.send('SIGKILL');
        await ordered.ended;
      });
      return ordered;
    };
    const command = await order(['run', document]);
    return {
      command,
      options: documentInWords(situation),
      ...(way === 'gameday abort' ? { instead: 'that order' } : {}),
      strike(signal) {
        if (way === 'worker') process.kill(service.workerPid(), signal);
        else if (way === 'gameday run') command.send(signal);
        else void order(['abort', idIn(command.output()) ?? '', '--reason', 'it must end now']);
      },
      async finish() {
        return { kept: await followToItsEnd(service, idIn(command.output())), said: lastWords(command.output()) };
      },
    };
  },
});

async function followToItsEnd(service: Service, id: string | undefined): Promise<Kept> {
  if (id === undefined) return keptOf(undefined, undefined);
  const client = await GameDayClient.connectTo(settingsOf(service.address, service.namespace, undefined));
  try {
    const over = client.session.client.workflow
      .getHandle(id)
      .result()
      .catch(() => undefined);
    await Promise.race([over, sleep(OVER_WITHIN_MS, undefined, { ref: false })]);
    const status = await client.status(id);
    return keptOf(status, await client.report(id, 'json').catch(() => undefined));
  } finally {
    await client.close();
  }
}

/** The profile of the person at the keyboard plays no part. */
function ownEnvironment(folder: string): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !/^(TEMPORAL|GAMEDAY)_/.test(name));
  return { ...Object.fromEntries(rest), TEMPORAL_CONFIG_FILE: join(folder, 'no-profiles.toml') };
}
