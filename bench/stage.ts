import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DevServer, startDevServer } from '../client/embedded/dev-server.ts';
import { findServerBinary } from '../client/embedded/find-server.ts';
import { freePort } from '../client/embedded/free-port.ts';
import { startWorker } from '../client/embedded/worker-process.ts';
import { GameDayClient } from '../client/game-day-client.ts';
import { settingsOf } from '../client/session/settings.ts';
import { now } from './rig.ts';

/** A server and a worker that can be killed with SIGKILL, and started again on the same database, port and folders. */
export interface Stage {
  readonly client: GameDayClient;
  killWorker(): Promise<void>;
  /** Resolves with when it was ready. */
  startWorker(): Promise<number>;
  killServer(): Promise<void>;
  /** Resolves with when it answered. */
  startServer(): Promise<number>;
  stop(): Promise<void>;
}

export async function openStage(say: (line: string) => void): Promise<Stage> {
  const store = await mkdtemp(join(tmpdir(), 'gameday-bench-stage-'));
  const { path: binary } = await findServerBinary({ env: process.env, say });
  const port = await freePort();
  const logFile = join(store, 'server.log');
  const server = (): Promise<DevServer> =>
    startDevServer({ binary, env: process.env, port, uiPort: 'no UI', database: join(store, 'temporal.db'), logFile });
  let running = { server: await server() };
  const { address, namespace } = running.server;
  const known = { address, namespace, store, env: process.env, logFile: join(store, 'worker.log') };
  let worker = await startWorker(known);
  const client = await GameDayClient.connectTo(settingsOf(address, namespace, undefined));
  return {
    client,
    killWorker: () => kill(worker),
    async startWorker() {
      worker = await startWorker(known);
      return now();
    },
    killServer: () => kill(running.server),
    async startServer() {
      running = { server: await server() };
      return now();
    },
    async stop() {
      await client.close();
      await worker.stop(5_000);
      await running.server.stop(0);
      await rm(store, { recursive: true, force: true });
    },
  };
}

/** The whole group: the supervisor that ties it to our life goes with it. */
async function kill({ pid, ended }: { readonly pid: number; readonly ended: Promise<string> }): Promise<void> {
  process.kill(-pid, 'SIGKILL');
  await ended;
}
