import { spawn, type ChildProcess } from 'node:child_process';
import type { CommandResult, CommandRun, Commands } from '../ports.ts';
import { environmentWithoutSecrets } from './commands-environment.ts';
import { endWithWorker } from './commands-lifeline.ts';
import { collectHead, collectTail } from './commands-output.ts';
import { systemCode } from './processes-error.ts';

/** Something that the program left behind may hold its output open; its own output is complete by then. */
const OUTPUT_GRACE_MS = 200;

export function createCommands(): Commands {
  return { run };
}

async function run({ argv, env, timeoutMs, signal }: CommandRun): Promise<CommandResult> {
  const began = performance.now();
  const failed = (reason: string): CommandResult => ({
    outcome: 'failed',
    reason,
    durationMs: performance.now() - began,
  });
  if (signal?.aborted) return failed('stopped before it was started');
  const child = start(argv, env);
  if (typeof child === 'string') return failed(`could not be started: ${child}`);
  const release = endWithWorker(child.pid);
  let cutShort: string | undefined;
  const end = (why: string) => {
    cutShort ??= why;
    killGroup(child);
  };
  const stop = () => end('stopped on request; its process group was killed');
  const timer = setTimeout(() => end(`did not end within ${timeoutMs} ms; its process group was killed`), timeoutMs);
  signal?.addEventListener('abort', stop);
  const stdout = collectHead(child.stdout);
  const stderr = collectTail(child.stderr);
  const exit = await exitOf(child);
  release();
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  await Promise.all([stdout.done(OUTPUT_GRACE_MS), stderr.done(OUTPUT_GRACE_MS)]);
  if (exit.error !== undefined) return failed(`could not be started: ${exit.error}`);
  if (cutShort !== undefined) return failed(cutShort);
  if (exit.code === null) return failed(`was killed by ${exit.signal}`);
  return {
    outcome: 'exited',
    exitCode: exit.code,
    stdout: stdout.text(),
    stderr: stderr.text(),
    durationMs: performance.now() - began,
  };
}

/** The reason when the words themselves cannot be used, for example because of a zero byte in them. */
function start([program = '', ...rest]: readonly string[], env: CommandRun['env']) {
  try {
    return spawn(program, rest, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environmentWithoutSecrets(), ...env },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: string;
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error: error.message }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
