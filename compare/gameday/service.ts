import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDevServer } from '../../client/embedded/dev-server.ts';
import { freePort } from '../../client/embedded/free-port.ts';
import { keepRunning } from '../../client/embedded/keep-running.ts';
import { startWorker } from '../../client/embedded/worker-process.ts';
import { built } from '../built.ts';
import type { CleanUp } from '../clean-up.ts';

export interface Service {
  readonly address: string;
  readonly namespace: string;
  /** Of the worker that runs now; a new one is started when it ends, as by any supervisor. */
  readonly workerPid: () => number;
}

/** A Temporal server and a worker that nobody else uses. */
export async function startService(binary: string, folder: string, cleanUp: CleanUp): Promise<Service> {
  const store = join(folder, 'gameday');
  await mkdir(store, { recursive: true });
  const { env } = process;
  const server = await startDevServer({
    binary,
    env,
    port: await freePort(),
    uiPort: 'no UI',
    logFile: join(store, 'server.log'),
  });
  // In memory: nothing is lost by a SIGKILL.
  cleanUp.add(() => server.stop(0));
  const { address, namespace } = server;
  let workerPid = 0;
  const worker = await keepRunning(
    'worker',
    async (signal) => {
      const started = await startWorker({
        address,
        namespace,
        store,
        env,
        logFile: join(store, 'worker.log'),
        entryPoint: built('worker/main.js'),
        signal,
      });
      workerPid = started.pid;
      return started;
    },
    () => undefined,
  );
  cleanUp.add(() => worker.stop(5_000));
  return { address, namespace, workerPid: () => workerPid };
}
