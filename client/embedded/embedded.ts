import { resolve } from 'node:path';
import { invalid } from '../failure.ts';
import { startDevServer, type DevServer } from './dev-server.ts';
import { findServerBinary } from './find-server.ts';
import { keepRunning, type KeptRunning } from './keep-running.ts';
import { takeLock } from './lock.ts';
import { sizeOf } from './log-tail.ts';
import { type AskedPorts, choosePorts } from './ports.ts';
import { sayProblems } from './say-problems.ts';
import { startWorker } from './worker-process.ts';

export interface EmbeddedSettings extends AskedPorts {
  /** The folder for the database, the logs, the artefacts and the reports. */
  readonly store: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  readonly logLevel?: string | undefined;
  readonly workerEntryPoint?: string | undefined;
}

export interface Embedded {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string;
  readonly store: string;
  readonly workerLog: string;
  /** Worker first, then server; both are gone when it resolves. */
  stop(): Promise<void>;
}

const WORKER_PATIENCE_MS = 10_000;
const SERVER_PATIENCE_MS = 5_000;

/** A persistent Temporal server and a worker, in processes that end with ours. Both are started again when they die. */
export async function startEmbedded(settings: EmbeddedSettings): Promise<Embedded> {
  const { env, say, signal } = settings;
  const store = resolve(settings.store);
  const lock = await takeLock(`${store}/embedded.lock`);
  if (!('release' in lock)) throw occupied(store, lock.heldBy.pid);
  const undo: (() => Promise<unknown>)[] = [() => lock.release()];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const { path: binary } = await findServerBinary({ env, say, signal });
    const server = await startServer(binary, store, settings);
    undo.push(() => server.stop(SERVER_PATIENCE_MS));
    signal?.throwIfAborted();
    const { address, namespace, uiUrl = '' } = server.first;
    const workerLog = `${store}/worker.log`;
    const problems = sayProblems(workerLog, await sizeOf(workerLog), say);
    undo.push(() => problems.stop());
    const { logLevel, workerEntryPoint: entryPoint } = settings;
    const known = { address, namespace, store, env, logFile: workerLog, logLevel, entryPoint };
    const worker = await keepRunning('worker', (stopping) => startWorker({ ...known, signal: stopping }), say);
    undo.push(() => worker.stop(WORKER_PATIENCE_MS));
    signal?.throwIfAborted();
    return { address, namespace, uiUrl, store, workerLog, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServer(binary: string, store: string, settings: EmbeddedSettings): Promise<KeptRunning<DevServer>> {
  const { env, say } = settings;
  const files = { database: `${store}/temporal.db`, logFile: `${store}/server.log` };
  const ports = await choosePorts(settings);
  const startOn = (port: number, uiPort: number) => (stopping: AbortSignal) =>
    startDevServer({ binary, env, port, uiPort, ...files, signal: stopping });
  try {
    return await keepRunning('Temporal dev server', startOn(ports.port, ports.uiPort), say);
  } catch (error) {
    if (!ports.anyWillDo || !/address already in use/.test(String(error))) throw error;
    const others = await choosePorts({});
    return await keepRunning('Temporal dev server', startOn(others.port, others.uiPort), say);
  }
}

const occupied = (store: string, pid: number) =>
  invalid(
    `No server was started: process ${pid} already runs one on ${store}. Leave out --embedded to use it, ` +
      `end that process, or choose another folder with --store.`,
  );
