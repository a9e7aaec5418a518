import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type TargetEvent = 'listening' | 'on' | 'off' | 'sick' | 'well' | 'probed';

/** The application under test, in a process that is started again when it dies. */
export interface Target {
  readonly url: string;
  readonly port: number;
  /** When this happens next, milliseconds since 1970 to the tenth. Ask before you cause it. */
  next(event: TargetEvent): Promise<number>;
  /** Makes the health check fail, or succeed again. Resolves with when it did. */
  fallSick(sick: boolean): Promise<number>;
  stop(): Promise<void>;
}

const APP = fileURLToPath(new URL('./target-app.js', import.meta.url));
const PATIENCE_MS = 30_000;

export async function startTarget(storeFile: string): Promise<Target> {
  const waiting = new Map<TargetEvent, (at: number, port: number) => void>();
  let child: ChildProcess;
  let isStopping = false;

  const start = (port: number): void => {
    const started = spawn(process.execPath, [APP, String(port), storeFile], { stdio: ['pipe', 'pipe', 'inherit'] });
    child = started;
    createInterface({ input: started.stdout }).on('line', (line) => {
      const { event, at, port: listening } = JSON.parse(line);
      if (event === 'listening') port = Number(listening);
      waiting.get(event)?.(Number(at), port);
    });
    started.once('exit', () => {
      if (!isStopping) start(port);
    });
  };
  const wait = <T>(event: TargetEvent, pick: (at: number, port: number) => T): Promise<T> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(limit);
        waiting.delete(event);
        settle();
      };
      const limit = setTimeout(
        () => end(() => reject(new Error(`The target was not "${event}" within 30 s.`))),
        PATIENCE_MS,
      );
      waiting.set(event, (at, port) => end(() => resolve(pick(at, port))));
    });

  const listening = wait('listening', (_, port) => port);
  start(0);
  const port = await listening;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    next: (event) => wait(event, (at) => at),
    async fallSick(sick) {
      const fallen = wait(sick ? 'sick' : 'well', (at) => at);
      await fetch(`${url}/sick`, { method: 'PUT', body: JSON.stringify({ sick }) });
      return fallen;
    },
    async stop() {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
