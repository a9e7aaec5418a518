import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createProcesses } from '../../activities/adapters/processes.ts';
import type { FaultRig } from './fault-rigs.ts';
import { eventually } from './eventually.ts';

const SUPERVISOR = `while :; do
  cat "$1/never" & echo $! >"$1/pid.new"; mv "$1/pid.new" "$1/pid"
  wait $!; echo died >>"$1/deaths"
done`;

/** A process that somebody starts again whenever it ends. */
export async function processKillRig(folder: string): Promise<FaultRig<'process-kill'>> {
  spawnSync('mkfifo', [`${folder}/never`]);
  await writeFile(`${folder}/deaths`, '');
  const supervisor = spawn('sh', ['-c', SUPERVISOR, 'supervisor', folder], { stdio: 'ignore', detached: true });
  const exited = once(supervisor, 'exit');
  const processes = createProcesses();
  const victims = async () =>
    (await processes.list()).filter(({ commandLine }) => commandLine === `cat ${folder}/never`);
  const vanish = async () => {
    process.kill(-supervisor.pid!, 'SIGKILL');
    await exited;
    await eventually(async () => (await victims()).length === 0);
  };
  let isThere = true;
  return {
    settings: { signal: 'SIGKILL', goneWithin: 5_000 },
    async target() {
      await eventually(async () => (await victims()).length === 1);
      return (await victims())[0]!;
    },
    effects: async () => readFileSync(`${folder}/deaths`, 'utf8').split('\n').length - 1,
    state: async () => (await victims()).length,
    async vanish() {
      isThere = false;
      await vanish();
    },
    vanished: 'done',
    stop: async () => void (isThere && (await vanish())),
  };
}
