import { setTimeout as delay } from 'node:timers/promises';
import { majorityOf } from '../replication/majority.ts';
import { holdElection, type Elector } from './election.ts';
import { say } from './events.ts';
import { type NodeHealth, watchHealth } from './watch-health.ts';

/** A process of this machine (node-process.ts), or one elsewhere (../kubernetes/pod-node.ts). */
export interface ClusterNode extends Elector {
  /** Null while there is no process, or when it cannot be known. */
  readonly pid: number | null;
  readonly isListening: boolean;
  start(): void;
  stop(): Promise<void>;
}

export interface ClusterSettings {
  /** `onExit`: to be called when the node is known to have ended. */
  readonly nodes: readonly ((onExit: () => void) => ClusterNode)[];
  readonly healthEveryMs: number;
  readonly leaderTimeoutMs: number;
}

export interface Leadership {
  readonly node: ClusterNode;
  readonly pid: number | null;
  readonly epoch: number;
  readonly sinceMs: number;
}

const electionRetryMs = 20;
const waitForAllNodesMs = 3_000;

/** The nodes, and who of them leads. */
export class Cluster {
  readonly nodes: readonly ClusterNode[];
  readonly #settings: ClusterSettings;
  readonly #health = new Map<string, NodeHealth | null>();
  #leader: Leadership | undefined;
  #epoch = 0;
  /** Questions in a row on which the leader was silent or said that it reaches no majority. */
  #failedQuestions = 0;
  #isElecting = false;
  #isStopped = false;

  constructor(settings: ClusterSettings) {
    this.#settings = settings;
    this.nodes = settings.nodes.map((makeNode) => {
      const node = makeNode(() => {
        if (this.#leader?.node === node) this.#loseLeader('its process ended');
      });
      return node;
    });
  }

  get leader(): Leadership | undefined {
    return this.#leader;
  }

  /** The epoch of the last election, whether it gave a leader or not. */
  get epoch(): number {
    return this.#epoch;
  }

  lastHealthOf(node: ClusterNode): NodeHealth | null {
    return node.isListening ? (this.#health.get(node.name) ?? null) : null;
  }

  /** Resolves with the first leader. */
  async start(): Promise<void> {
    for (const node of this.nodes) node.start();
    // One node that cannot start must not keep a majority from serving.
    const giveUpAtMs = performance.now() + waitForAllNodesMs;
    while (!this.nodes.every((node) => node.isListening) && performance.now() < giveUpAtMs) await delay(5);
    for (const node of this.nodes) this.#watch(node);
    await this.#electLeader(undefined);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  #watch(node: ClusterNode): void {
    const onHealth = (health: NodeHealth | null, askedAtMs: number): void => {
      this.#health.set(node.name, health);
      const leader = this.#leader;
      if (leader?.node === node && askedAtMs > leader.sinceMs) this.#judgeLeader(leader, health);
    };
    const { healthEveryMs: everyMs } = this.#settings;
    void watchHealth({ address: node, everyMs, isStopped: () => this.#isStopped, onHealth });
  }

  #judgeLeader({ epoch }: Leadership, health: NodeHealth | null): void {
    if (health !== null && (health.role !== 'leader' || health.epoch !== epoch)) {
      this.#loseLeader('it stepped down');
      return;
    }
    this.#failedQuestions = health?.reachesMajority === true ? 0 : this.#failedQuestions + 1;
    if (this.#failedQuestions * this.#settings.healthEveryMs < this.#settings.leaderTimeoutMs) return;
    this.#loseLeader(health === null ? 'it does not answer' : 'it reaches no majority');
  }

  #loseLeader(because: string): void {
    const lost = this.#leader;
    if (lost === undefined || this.#isStopped) return;
    this.#leader = undefined;
    say('leader-lost', { node: lost.node.name, pid: lost.pid, epoch: lost.epoch, because });
    void this.#electLeader(lost.node.name);
  }

  async #electLeader(lost: string | undefined): Promise<void> {
    if (this.#isElecting) return;
    this.#isElecting = true;
    for (let attempt = 0; this.#leader === undefined && !this.#isStopped; attempt += 1) {
      // Every second attempt asks the lost leader too: it may be back, and needed for a majority.
      const isElected = await this.#tryToElect(attempt % 2 === 0 ? lost : undefined);
      if (!isElected) await delay(electionRetryMs);
    }
    this.#isElecting = false;
  }

  async #tryToElect(without: string | undefined): Promise<boolean> {
    const electors = this.nodes.filter((node) => node.isListening);
    if (electors.length < majorityOf(this.nodes.length)) return false;
    const pids = new Map(electors.map((node) => [node.name, node.pid]));
    const epoch = this.#epoch + 1;
    const result = await holdElection({ epoch, electors, clusterSize: this.nodes.length, without });
    this.#epoch = result.kind === 'elected' ? epoch : result.highestEpoch;
    if (result.kind === 'failed') return false;
    const node = electors.find(({ name }) => name === result.leader);
    // It may have died between its answer and now; then its exit was not taken for the loss of a leader.
    if (node === undefined || !node.isListening || node.pid !== pids.get(node.name)) return false;
    this.#leader = { node, pid: node.pid, epoch, sinceMs: performance.now() };
    this.#failedQuestions = 0;
    const { lastSequence, dropped } = result;
    say('leader-elected', { node: node.name, pid: node.pid, epoch, lastSequence, dropped });
    return true;
  }
}
