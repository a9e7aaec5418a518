import type { Peer } from '../replication/follower-link.ts';
import type { ClusterNode } from '../supervisor/cluster.ts';
import { watchHealth } from '../supervisor/watch-health.ts';

/** A node in a pod: Kubernetes starts it again when it ends; here it is only looked at. */
export class PodNode implements ClusterNode {
  readonly name: string;
  readonly host: string | undefined;
  readonly port: number;
  /** Of another machine: no process of ours. */
  readonly pid = null;
  readonly #everyMs: number;
  #isListening = false;
  #isStopped = false;

  constructor({ name, host, port }: Peer, everyMs: number) {
    this.name = name;
    this.host = host;
    this.port = port;
    this.#everyMs = everyMs;
  }

  get isListening(): boolean {
    return this.#isListening;
  }

  start(): void {
    void watchHealth({
      address: this,
      everyMs: this.#everyMs,
      isStopped: () => this.#isStopped,
      onHealth: (health) => (this.#isListening = health !== null),
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
  }
}
