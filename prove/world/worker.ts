import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface WorkerSettings {
  readonly dist: string;
  readonly address: string;
  readonly store: string;
  readonly state: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether the sweeper (layer L3) is on. */
  readonly sweeps: boolean;
}

export interface ProvenWorker {
  readonly pid: number;
  readonly readyAt: number;
  /** Nothing of it runs any more when this resolves. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

/** The real worker, in a process of its own. Resolves when it is ready. */
export async function startWorker(settings: WorkerSettings): Promise<ProvenWorker> {
  const { dist, address, store, state, logFile, env, sweeps } = settings;
  const child = spawn(process.execPath, [`${dist}/worker/main.js`], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'))),
      TEMPORAL_ADDRESS: address,
      // Where there is no file there is no profile.
      TEMPORAL_CONFIG_FILE: `${state}/no-profiles.toml`,
      GAMEDAY_STORE: store,
      GAMEDAY_STATE: state,
      GAMEDAY_EXIT_WITH_PARENT: '1',
      GAMEDAY_SWEEPER: sweeps ? '1' : '0',
    },
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stderr.pipe(log, { end: false });
  const lines = createInterface({ input: child.stdout });
  const readyAt = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`The worker ended with ${code} before it was ready. See ${logFile}`)),
    );
    lines.on('line', (line) => {
      log.write(`${line}\n`);
      if (line.includes('"worker ready"')) resolve(Date.now());
    });
  });
  return {
    pid: child.pid!,
    readyAt,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}
