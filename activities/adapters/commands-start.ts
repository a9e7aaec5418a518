import { type ChildProcess, spawn } from 'node:child_process';
import { type Readable, Writable } from 'node:stream';
import type { CommandRun } from '../ports.ts';
import { environmentWithoutSecrets } from './commands-environment.ts';
import { endWithWorker } from './commands-lifeline.ts';

const NAME = 'gameday-command';

/**
 * Becomes the program (same pid, nothing of the arguments is read as shell text) when it is told to, which is when its
 * lifeline is there; end of file instead means that the worker died before.
 */
const WAIT_AND_BECOME = 'read -r go <&3 && exec "$@" 3<&-';

export interface Started {
  readonly child: ChildProcess;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** To be called when it has ended. */
  release(): void;
}

/** A text when it could not be started: why. */
export function start({ argv, env }: Pick<CommandRun, 'argv' | 'env'>): Started | string {
  try {
    const child = spawn('/bin/sh', ['-c', WAIT_AND_BECOME, NAME, ...argv], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...environmentWithoutSecrets(), ...env },
    });
    const { pid, stdout, stderr } = child;
    const go = child.stdio[3];
    child.on('error', () => {});
    go?.on('error', () => {});
    const release = pid === undefined ? undefined : endWithWorker(pid);
    if (!release || !stdout || !stderr || !(go instanceof Writable)) {
      go?.destroy();
      return 'no process could be made';
    }
    go.end('go\n');
    return { child, stdout, stderr, release };
  } catch (error) {
    // For example because of a zero byte in an argument.
    return error instanceof Error ? error.message : String(error);
  }
}

/** What the shell says when there is no such program, or it may not be run. */
export function whyNotStarted(exitCode: number | null, stderr: string): string | undefined {
  if (exitCode !== 126 && exitCode !== 127) return undefined;
  const [line = ''] = stderr.split('\n');
  return line.startsWith(`${NAME}: `) && line.includes('exec') ? line.slice(NAME.length + 2) : undefined;
}
