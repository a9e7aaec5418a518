import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { workerEntryPoint } from './worker-process.ts';

/** A worker in the foreground: it shares our terminal, and ends when it is told to. Answers with its exit code. */
export async function runWorker(env: NodeJS.ProcessEnv, onStop: (stop: () => void) => () => void): Promise<number> {
  // Its stdin is a pipe from us, which the kernel closes also when we are SIGKILLed: nobody expects a worker to go on then.
  const child = spawn(process.execPath, [workerEntryPoint()], {
    env: { ...env, GAMEDAY_EXIT_WITH_PARENT: '1' },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  // Ctrl-C reaches it by itself, as part of our process group; a second SIGINT does no harm.
  const stopListening = onStop(() => child.kill('SIGTERM'));
  const [code]: (number | null)[] = await once(child, 'exit');
  stopListening();
  return code ?? 1;
}
