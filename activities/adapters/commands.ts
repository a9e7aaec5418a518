import type { ChildProcess } from 'node:child_process';
import type { CommandResult, CommandRun, Commands } from '../ports.ts';
import { collectHead, collectTail } from './commands-output.ts';
import { start, whyNotStarted } from './commands-start.ts';
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
  const started = start({ argv, env });
  if (typeof started === 'string') return failed(`could not be started: ${started}`);
  let cutShort: string | undefined;
  const end = (why: string) => {
    cutShort ??= why;
    killGroup(started.child);
  };
  const stop = () => end('stopped on request; its process group was killed');
  const timer = setTimeout(() => end(`did not end within ${timeoutMs} ms; its process group was killed`), timeoutMs);
  signal?.addEventListener('abort', stop);
  const stdout = collectHead(started.stdout);
  const stderr = collectTail(started.stderr);
  const exit = await exitOf(started.child);
  started.release();
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  await Promise.all([stdout.done(OUTPUT_GRACE_MS), stderr.done(OUTPUT_GRACE_MS)]);
  const notStarted = whyNotStarted(exit.code, stderr.text());
  if (cutShort !== undefined) return failed(cutShort);
  if (notStarted !== undefined) return failed(`could not be started: ${notStarted}`);
  if (exit.code === null) return failed(`was killed by ${exit.signal}`);
  return {
    outcome: 'exited',
    exitCode: exit.code,
    stdout: stdout.text(),
    stderr: stderr.text(),
    durationMs: performance.now() - began,
  };
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
