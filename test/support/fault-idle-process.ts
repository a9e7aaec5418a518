import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createProcesses } from '../../activities/adapters/processes.ts';
import { eventually } from './eventually.ts';

/** A process that waits for ever and has the folder in its command line. */
export async function startIdle(folder: string) {
  spawnSync('mkfifo', [`${folder}/never`]);
  const child = spawn('cat', [`${folder}/never`], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const processes = createProcesses();
  const identity = () => processes.identify(child.pid!);
  // Right after the fork it still has the command line of this test.
  await eventually(async () => (await identity())?.commandLine === `cat ${folder}/never`);
  const first = (await identity())!;
  return {
    identity: first,
    state: () => processes.stateOf(first),
    end: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await exited;
    },
  };
}
