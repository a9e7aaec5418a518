import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type NodeSettings, toArguments } from '../node-settings.ts';
import type { ReplicaEvent } from '../replication/replica.ts';
import type { ClusterNode } from './cluster.ts';
import { say } from './events.ts';

export type NodeMessage =
  | { readonly event: 'listening' }
  | { readonly event: 'torn-tail-cut'; readonly bytes: number }
  | ReplicaEvent;

export interface NodeProcessSettings {
  readonly node: NodeSettings;
  readonly restartDelayMs: number;
  readonly onExit: () => void;
}

const script = fileURLToPath(new URL('../ledger-node.js', import.meta.url));
const killAfterMs = 2_000;

/** Keeps one node running: whatever ends it, it is started again, until `stop`. */
export class NodeProcess implements ClusterNode {
  readonly name: string;
  readonly port: number;
  readonly #settings: NodeProcessSettings;
  #child: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #isListening = false;
  #isStopping = false;

  constructor(settings: NodeProcessSettings) {
    this.name = settings.node.name;
    this.port = settings.node.port;
    this.#settings = settings;
  }

  /** Null while there is no process. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get isListening(): boolean {
    return this.#isListening;
  }

  start(): void {
    // Detached: a Ctrl-C in the terminal is for the supervisor, which stops the nodes in order.
    const child = spawn(process.execPath, [script, ...toArguments(this.#settings.node)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      detached: true,
    });
    this.#child = child;
    child.on('message', (message: NodeMessage) => this.#hear(message));
    child.once('exit', (code, signal) => this.#ended({ code, signal }));
    child.once('error', (error) => {
      if (child.pid === undefined) this.#ended({ error: error.message });
    });
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const kill = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.kill('SIGTERM');
    // An experiment may have left it stopped, deaf to SIGTERM.
    child.kill('SIGCONT');
    await ended;
    clearTimeout(kill);
  }

  #hear({ event, ...details }: NodeMessage): void {
    say(event === 'listening' ? 'node-listening' : event, { node: this.name, pid: this.pid, ...details });
    if (event === 'listening') this.#isListening = true;
  }

  #ended(how: Readonly<Record<string, unknown>>): void {
    const pid = this.pid;
    this.#child = undefined;
    this.#isListening = false;
    if (this.#isStopping) return;
    say('node-exited', { node: this.name, pid, ...how });
    this.#restart = setTimeout(() => this.start(), this.#settings.restartDelayMs);
    this.#settings.onExit();
  }
}
