import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../dist/worker/main.js', import.meta.url));

export interface WorkerChild {
  readonly pid: number;
  /** Every JSON line of its log so far. */
  readonly log: readonly Record<string, unknown>[];
  /** SIGKILL: nothing of it runs any more when this resolves. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for its end. */
  stop(): Promise<number | null>;
}

/** The real worker, as built by `npm run build`, in a process of its own. Resolves when it is ready. */
export async function startWorker(
  env: {
    readonly address: string;
    readonly store: string;
    readonly state: string;
    /** Off unless said otherwise: two workers of two tests would want the same address. */
    readonly api?: string;
    readonly sweeper?: boolean;
    readonly special?: NodeJS.ProcessEnv;
  },
  onEvent: (event: unknown) => void = () => undefined,
): Promise<WorkerChild> {
  if (!existsSync(entry)) throw new Error(`${entry} is not there. Run: npm run build`);
  const child = spawn(process.execPath, [entry], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      // Nobody's cluster, also not that of whoever runs the tests.
      KUBECONFIG: '/dev/null',
      TEMPORAL_ADDRESS: env.address,
      GAMEDAY_STORE: env.store,
      GAMEDAY_STATE: env.state,
      GAMEDAY_EXIT_WITH_PARENT: '1',
      GAMEDAY_API: env.api ?? 'off',
      GAMEDAY_SWEEPER: env.sweeper ? '1' : '0',
      ...env.special,
    },
  });
  const log: Record<string, unknown>[] = [];
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`the worker ended with ${code} before it was ready: ${JSON.stringify(log)}`)),
    );
    lines.on('line', (line) => {
      const entryOfLog = JSON.parse(line) as Record<string, unknown>;
      log.push(entryOfLog);
      onEvent(entryOfLog['event']);
      if (entryOfLog['event'] === 'worker ready') resolve();
    });
  });
  return {
    pid: child.pid!,
    log,
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
