import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ClientFailure, messageOf } from '../failure.ts';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import { type Child, startChild } from './child.ts';
import { followLines, lastLines, sizeOf } from './log-tail.ts';
import { type Patience, startPatience } from './patience.ts';
import { parseLogLine } from './worker-log.ts';

export interface WorkerSettings {
  readonly address: string;
  readonly namespace: string;
  readonly store: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly logLevel?: string | undefined;
  /** The worker's main.js; ours when left out. */
  readonly entryPoint?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const READY = 'worker ready';
const READY_WITHIN_MS = 60_000;

/** Resolves when it polls for work; rejects with its last words when it ends before. */
export async function startWorker(settings: WorkerSettings): Promise<Child> {
  const { env, logFile, entryPoint = workerEntryPoint() } = settings;
  const from = await sizeOf(logFile);
  const child = await startChild({
    command: process.execPath,
    args: [entryPoint],
    env: { ...withoutProfile(env), ...environmentOf(settings) },
    logFile,
  });
  const patience = startPatience(READY_WITHIN_MS, settings.signal);
  try {
    await Promise.race([
      untilReady(logFile, from, patience),
      child.ended.then((how) => Promise.reject(new Error(how))),
    ]);
  } catch (error) {
    await child.stop(0);
    throw new ClientFailure(
      EXIT.abortedOrUnknown,
      `The worker did not start: ${messageOf(error)}. Its last lines (${logFile}):\n${await lastLines(logFile, 12, from)}`,
      { cause: error },
    );
  } finally {
    patience.end();
  }
  return child;
}

export function workerEntryPoint(): string {
  const path = fileURLToPath(new URL('../../worker/main.js', import.meta.url));
  if (existsSync(path)) return path;
  throw new ClientFailure(
    EXIT.invalid,
    `The worker was not started: ${path} does not exist. Run \`npm run build\` first.`,
  );
}

async function untilReady(logFile: string, from: number, patience: Patience): Promise<void> {
  let ready = false;
  await followLines(
    logFile,
    from,
    (line) => {
      if (parseLogLine(line)?.event !== READY) return;
      ready = true;
      patience.end();
    },
    patience.signal,
  );
  if (!ready) throw patience.signal.reason;
}

function environmentOf({ address, namespace, store, logLevel }: WorkerSettings): NodeJS.ProcessEnv {
  return {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    // Where there is no file there is no profile; an empty file would be an error.
    TEMPORAL_CONFIG_FILE: `${store}/no-profiles.toml`,
    GAMEDAY_STORE: store,
    GAMEDAY_STATE: `${store}/state`,
    GAMEDAY_EXIT_WITH_PARENT: '1',
    ...(logLevel === undefined ? {} : { GAMEDAY_LOG_LEVEL: logLevel }),
  };
}

/** The profile of the person at the keyboard may point to a cluster with TLS; the embedded server has none of that. */
const withoutProfile = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
