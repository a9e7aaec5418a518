import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const HOOKS = pathToFileURL(join(import.meta.dirname, 'fault-typescript-hooks.mjs')).href;
const REGISTER = `data:text/javascript,import{register}from'node:module';register('${HOOKS}')`;

export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** The next line that it prints. */
  line(): Promise<string>;
  say(line: string): void;
  readonly gone: Promise<unknown>;
  /** Ends it as a crash would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Runs a TypeScript file of test/support in a Node process of its own, in a process group of its own. */
export const startChild = (file: string, ...args: readonly string[]): Child => startChildUnder([], file, ...args);

/** As `startChild`, by a program such as `unshare --pid --fork` that starts it. */
export function startChildUnder(program: readonly string[], file: string, ...args: readonly string[]): Child {
  const node = [process.execPath, '--no-warnings', '--import', REGISTER, join(import.meta.dirname, file)];
  const [first = '', ...rest] = [...program, ...node, ...args];
  const child = spawn(first, rest, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    process: child,
    pid: child.pid!,
    line: async () => {
      const next = await lines.next();
      if (next.done) throw new Error(`${file} ended before it printed the line that the test waits for`);
      return next.value;
    },
    say: (line) => void child.stdin.write(`${line}\n`),
    gone: exited,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
