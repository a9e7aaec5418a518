import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { AcknowledgeMode } from './replication/acknowledge.ts';

export interface LedgerOptions {
  readonly acknowledge: AcknowledgeMode;
  readonly dir: string;
  /** 0: any free ports. */
  readonly port: number;
  /** Such as `'30s'`. */
  readonly flushEvery: string;
  /** The compiled main.js. */
  readonly entryPoint: string;
  /** More command line arguments, such as `['--restart-delay', '20ms']`. */
  readonly moreArguments?: readonly string[];
  readonly onEvent?: (event: LedgerEvent) => void;
}

export interface LedgerEvent {
  readonly event: string;
  readonly at: string;
  readonly node?: string;
  readonly pid?: number | null;
}

export interface LedgerNode {
  readonly name: string;
  /** At the start; the pid file follows the restarts. */
  readonly pid: number;
  readonly port: number;
  readonly pidFile: string;
}

export interface RunningLedger {
  readonly url: string;
  readonly nodes: readonly LedgerNode[];
  readonly supervisorPid: number;
  /** Resolves when the supervisor and all nodes have ended. */
  stop(): Promise<void>;
}

/** Starts a ledger in processes of its own. They end with this process, however that ends. */
export async function startLedger(options: LedgerOptions): Promise<RunningLedger> {
  const child = spawn(process.execPath, [options.entryPoint, ...toArguments(options)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A Ctrl-C of the terminal is for us: the ledger must be there until the undo is done.
    detached: true,
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  const { url, nodes, supervisorPid } = await ready(child, options.onEvent ?? (() => {}));
  return { url, nodes, supervisorPid, stop };
}

function toArguments({ acknowledge, dir, port, flushEvery, moreArguments = [] }: LedgerOptions): string[] {
  const required = ['--acknowledge', acknowledge, '--dir', dir, '--port', String(port), '--flush-every', flushEvery];
  return [...required, ...moreArguments];
}

type Ready = Omit<RunningLedger, 'stop'> & { readonly ready: true };

function ready(child: ChildProcess, onEvent: (event: LedgerEvent) => void): Promise<Ready> {
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-4_000)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`the ledger did not start (exit code ${code}): ${complaints}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message: Ready | LedgerEvent = JSON.parse(line);
      if ('ready' in message) resolve(message);
      else onEvent(message);
    });
  });
}
