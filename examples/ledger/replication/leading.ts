import type { Log } from '../log/log.ts';
import type { Entry } from '../log/record.ts';
import type { Acknowledge } from './acknowledge.ts';
import { FollowerLink, type LinkOwner, type Peer } from './follower-link.ts';
import { majorityOf, reachedByMajority } from './majority.ts';

export interface LeadingSettings {
  readonly epoch: number;
  readonly name: string;
  readonly log: Log;
  readonly acknowledge: Acknowledge;
  readonly peers: readonly Peer[];
  readonly committedSequence: number;
  /** How long an answer of a follower counts as "can be reached". */
  readonly leaseMs: number;
  readonly onStale: () => void;
  readonly onFailure: (error: unknown) => void;
}

export type AppendOutcome =
  | { readonly kind: 'committed'; readonly sequence: number; readonly epoch: number; readonly isNew: boolean }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'unknown'; readonly because: string };

export interface Lag {
  readonly held: number;
  readonly durable: number;
}

interface Waiting {
  readonly sequence: number;
  readonly settle: (isCommitted: boolean) => void;
}

const commitTimeoutMs = 2_000;

/** One node's time as the leader, from `open` to `stop`. */
export class Leading implements LinkOwner {
  readonly epoch: number;
  readonly name: string;
  readonly log: Log;
  readonly heartbeatEveryMs: number;
  readonly #settings: LeadingSettings;
  readonly #links: readonly FollowerLink[];
  #committedSequence: number;
  #isOpen = false;
  #isStopped = false;
  #waiting: Waiting[] = [];

  constructor(settings: LeadingSettings) {
    this.epoch = settings.epoch;
    this.name = settings.name;
    this.log = settings.log;
    this.heartbeatEveryMs = settings.leaseMs / 5;
    this.#settings = settings;
    this.#committedSequence = settings.committedSequence;
    this.#links = settings.peers.map((peer) => new FollowerLink(peer, this));
  }

  get committedSequence(): number {
    return this.#committedSequence;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Commits an empty record first. Records of earlier epochs count as committed only together with one of this epoch:
   * a majority that holds them could still be outvoted by a node whose last record is of an epoch in between.
   */
  async open(): Promise<boolean> {
    for (const link of this.#links) link.run().catch(this.#settings.onFailure);
    this.#isOpen = await this.#commit(this.#append(null));
    return this.#isOpen;
  }

  stop(): void {
    this.#isOpen = false;
    this.#isStopped = true;
    for (const link of this.#links) link.stop();
    this.#settle(Number.POSITIVE_INFINITY, false);
  }

  async append(entry: Entry): Promise<AppendOutcome> {
    if (!this.#isOpen) return { kind: 'refused', because: `${this.name} has only just become the leader` };
    if (!this.reachesMajority()) return { kind: 'refused', because: `${this.name} cannot reach a majority` };
    const known = this.log.sequenceOf(entry.id);
    const sequence = known ?? this.#append(entry);
    const isNew = known === undefined;
    if (await this.#commit(sequence)) return { kind: 'committed', sequence, epoch: this.epoch, isNew };
    return { kind: 'unknown', because: `${this.name} could not replicate the entry in time` };
  }

  reachesMajority(): boolean {
    const since = performance.now() - this.#settings.leaseMs;
    const reached = this.#links.filter(({ heardAtMs }) => heardAtMs >= since).length + 1;
    return reached >= majorityOf(this.#links.length + 1);
  }

  replicationLag(): Record<string, Lag> {
    const last = this.log.lastSequence;
    return Object.fromEntries(
      this.#links.map(({ peer, heldSequence, durableSequence }) => [
        peer.name,
        { held: Math.max(0, last - heldSequence), durable: Math.max(0, last - durableSequence) },
      ]),
    );
  }

  onProgress(): void {
    if (this.#isStopped) return;
    const held = [this.#settings.acknowledge.heldSequence(this.log), ...this.#links.map((link) => link.heldSequence)];
    const candidate = reachedByMajority(held);
    if (candidate <= this.#committedSequence || this.log.epochAt(candidate) !== this.epoch) return;
    this.#committedSequence = candidate;
    // A leader that was stopped for a while may find old answers in its sockets: it must not act on them before it has
    // heard that it still is the leader.
    this.#settle(candidate, this.reachesMajority());
  }

  onStale(): void {
    this.#settings.onStale();
  }

  #append(entry: Entry | null): number {
    const sequence = this.log.lastSequence + 1;
    this.log.append([{ sequence, epoch: this.epoch, entry }]);
    for (const link of this.#links) link.wake();
    this.#settings.acknowledge.afterAppend(this.log).then(() => this.onProgress(), this.#settings.onFailure);
    return sequence;
  }

  #commit(sequence: number): Promise<boolean> {
    if (sequence <= this.#committedSequence) return Promise.resolve(true);
    if (this.#isStopped) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(false), commitTimeoutMs);
      const settle = (isCommitted: boolean): void => {
        clearTimeout(timer);
        resolve(isCommitted);
      };
      this.#waiting.push({ sequence, settle });
    });
  }

  #settle(upTo: number, isCommitted: boolean): void {
    const settled = this.#waiting.filter(({ sequence }) => sequence <= upTo);
    this.#waiting = this.#waiting.filter(({ sequence }) => sequence > upTo);
    for (const { settle } of settled) settle(isCommitted);
  }
}
