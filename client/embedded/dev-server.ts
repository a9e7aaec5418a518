import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { messageOf, unreachable } from '../failure.ts';
import { type Child, startChild } from './child.ts';
import { lastLines, sizeOf } from './log-tail.ts';
import { startPatience } from './patience.ts';
import { tiedToStdin } from './tied-to-stdin.ts';
import { waitUntilAnswers } from './wait-until-answers.ts';

export interface DevServerSettings {
  readonly binary: string;
  readonly env: NodeJS.ProcessEnv;
  readonly port: number;
  readonly uiPort: number | 'no UI';
  /** SQLite; without it everything is in memory. */
  readonly database?: string | undefined;
  readonly logFile: string;
  readonly signal?: AbortSignal | undefined;
}

export interface DevServer extends Child {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
}

const HOST = '127.0.0.1';
const ANSWERS_WITHIN_MS = 60_000;

/** Resolves when a game day could be started on it; rejects with its last words when it ends before. */
export async function startDevServer(settings: DevServerSettings): Promise<DevServer> {
  const { binary, env, port, uiPort, logFile } = settings;
  if (settings.database) mkdirSync(dirname(settings.database), { recursive: true });
  const logFrom = await sizeOf(logFile);
  const child = await startChild({ ...tiedToStdin(binary, argumentsFor(settings)), env, logFile });
  const address = `${HOST}:${port}`;
  const patience = startPatience(ANSWERS_WITHIN_MS, settings.signal);
  try {
    await Promise.race([
      waitUntilAnswers(address, 'default', patience.signal),
      child.ended.then((how) => Promise.reject(new Error(how))),
    ]);
  } catch (error) {
    await child.stop(0);
    throw unreachable(
      `The Temporal dev server did not start on ${address}: ${messageOf(error)}. Its last lines (${logFile}):\n` +
        (await lastLines(logFile, 12, logFrom)),
      error,
    );
  } finally {
    patience.end();
  }
  return {
    ...child,
    address,
    namespace: 'default',
    uiUrl: uiPort === 'no UI' ? undefined : `http://${HOST}:${uiPort}`,
  };
}

function argumentsFor({ port, uiPort, database }: DevServerSettings): string[] {
  const ui = uiPort === 'no UI' ? ['--headless'] : ['--ui-port', String(uiPort)];
  const store = database ? ['--db-filename', database] : [];
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  const start = ['server', 'start-dev', '--ip', HOST, '--port', String(port), '--log-level', 'error'];
  return [...start, ...ui, ...store, ...NO_VERSION_CHECK, ...PROMPT_QUEUES, ...PROMPT_TIMERS, ...EAGER, ...attributes];
}

/** The dev server polls its own queues at most some 20 times a second; every step of a game day would wait for that. */
const PROMPT_QUEUES = ['transfer', 'timer', 'visibility'].flatMap((queue) => [
  '--dynamic-config-value',
  `history.${queue}ProcessorMaxPollRPS=1000`,
]);

/** Timers wait that long for the clocks of other hosts of a cluster; here there are none. */
const PROMPT_TIMERS = ['--dynamic-config-value', 'history.timerProcessorMaxTimeShift="50ms"'];

/** It would ask the internet for a newer version of itself. */
const NO_VERSION_CHECK = ['--dynamic-config-value', 'frontend.enableServerVersionCheck=false'];

/** An activity that the same worker can run comes back with the workflow task that scheduled it: one queue less. */
const EAGER = ['--dynamic-config-value', 'system.enableActivityEagerExecution=true'];
