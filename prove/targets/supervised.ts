import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Supervised {
  readonly pid: number;
  readonly isRunning: boolean;
  end(): void;
}

/** A process that waits for ever, has the file in its command line, and is started again whenever it ends. */
export async function supervised(file: string, told: { died(): void; back(): void }): Promise<Supervised> {
  let child: ChildProcess;
  let isRunning = false;
  let isEnding = false;
  const start = async (): Promise<void> => {
    const started = spawn('tail', ['-f', file], { stdio: 'ignore' });
    child = started;
    await once(started, 'spawn');
    isRunning = true;
    started.once('exit', () => {
      isRunning = false;
      if (isEnding) return;
      told.died();
      void start().then(() => told.back());
    });
  };
  await start();
  return {
    get pid() {
      return child.pid!;
    },
    get isRunning() {
      return isRunning;
    },
    end() {
      isEnding = true;
      child.kill('SIGKILL');
    },
  };
}
