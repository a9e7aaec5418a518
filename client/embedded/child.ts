import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that we started and that must not outlive us. */
export interface Child {
  readonly pid: number;
  /** How it ended, in words. Never rejects. */
  readonly ended: Promise<string>;
  /** Asks it to end by closing its stdin; kills what is left of its group after `patienceMs`. */
  readonly stop: (patienceMs: number) => Promise<void>;
}

export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Appended to. A file, so that the child never meets a broken pipe when we are killed. */
  readonly logFile: string;
}

/**
 * In a process group of its own, so that Ctrl-C in our terminal does not reach it: we decide when it may end. Its stdin
 * is a pipe that only we hold: end of file means that we are gone, however we went.
 */
export async function startChild({ command, args, env, logFile }: ChildCommand): Promise<Child> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { env, detached: true, stdio: ['pipe', log, log] });
  closeSync(log);
  await once(child, 'spawn');
  child.stdin?.on('error', () => {}); // it ended first: `ended` says so
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} has no process id`);
  const ended = endOf(child, pid);
  return {
    pid,
    ended,
    async stop(patienceMs) {
      child.stdin?.end();
      const hurry = new AbortController();
      await Promise.race([ended, sleep(patienceMs, undefined, { signal: hurry.signal }).catch(() => {})]);
      hurry.abort();
      killGroup(pid);
      await ended;
    },
  };
}

async function endOf(child: ChildProcess, pid: number): Promise<string> {
  const [code, signal]: (number | string | null)[] = await once(child, 'exit');
  // What it may have left behind would hold its ports.
  killGroup(pid);
  return signal ? `killed by ${signal}` : `exit code ${code}`;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nobody is left in the group
  }
}
