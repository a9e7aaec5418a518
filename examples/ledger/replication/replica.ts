import type { Log } from '../log/log.ts';
import type { Entry } from '../log/record.ts';
import { Turns } from '../log/turns.ts';
import type { Acknowledge } from './acknowledge.ts';
import type { EpochFile } from './epoch-file.ts';
import type { Peer } from './follower-link.ts';
import { Following } from './following.ts';
import { type AppendOutcome, type Lag, Leading } from './leading.ts';
import type { Append, Appended, Heard, Heartbeat, Led, Sealed, Stale } from './messages.ts';

export interface ReplicaSettings {
  readonly name: string;
  readonly peers: readonly Peer[];
  readonly log: Log;
  readonly epochFile: EpochFile;
  readonly acknowledge: Acknowledge;
  readonly leaseMs: number;
  readonly tell: (event: ReplicaEvent) => void;
  readonly onFailure: (error: unknown) => void;
}

export interface ReplicaEvent {
  readonly event: 'log-truncated';
  readonly fromSequence: number;
  readonly count: number;
}

export type Role = 'leader' | 'follower' | 'starting';
export type NotLeader = { readonly kind: 'not-leader'; readonly leader: string | null };

/** One node: which epoch it obeys, and what it is in that epoch. */
export class Replica {
  readonly #settings: ReplicaSettings;
  readonly #turns = new Turns();
  #leading: Leading | undefined;
  /** An epoch is led once: a second time its sequences would be given to other entries. */
  #ledEpoch = 0;
  #following: Following;
  #leader: string | null = null;
  #committedSequence = 0;
  /** Once it has held all that its leader had committed, a restarted node shows nothing older than before. */
  #hasCaughtUp = false;

  constructor(settings: ReplicaSettings) {
    this.#settings = settings;
    this.#following = this.#newFollowing();
  }

  get name(): string {
    return this.#settings.name;
  }

  get epoch(): number {
    return this.#settings.epochFile.epoch;
  }

  get committedSequence(): number {
    return this.#leading?.committedSequence ?? this.#committedSequence;
  }

  get role(): Role {
    if (this.#leading !== undefined) return this.#leading.isOpen ? 'leader' : 'starting';
    return this.#hasCaughtUp ? 'follower' : 'starting';
  }

  /** Null when this node does not lead. */
  get reachesMajority(): boolean | null {
    return this.#leading?.reachesMajority() ?? null;
  }

  replicationLag(): Record<string, Lag> {
    return this.#leading?.replicationLag() ?? {};
  }

  append(entry: Entry): Promise<AppendOutcome | NotLeader> {
    return this.#leading?.append(entry) ?? Promise.resolve({ kind: 'not-leader', leader: this.#leader });
  }

  seal(epoch: number): Promise<Sealed | Stale> {
    return this.#turns.take(async () => {
      if (epoch <= this.epoch) return this.#stale();
      await this.#moveTo(epoch, null);
      const sequence = this.#settings.log.durableSequence;
      return { kind: 'sealed', durable: { sequence, epoch: this.#settings.log.epochAt(sequence) } };
    });
  }

  async lead(epoch: number): Promise<Led | Stale> {
    const start = await this.#turns.take(() => this.#startLeading(epoch));
    if (start === undefined) return this.#stale();
    // Not within the turn: a later leader may well have to end this attempt.
    if (!(await start.leading.open())) return { kind: 'no-majority' };
    this.#hasCaughtUp = true;
    return { kind: 'leading', lastSequence: start.leading.committedSequence, dropped: start.dropped };
  }

  receive(request: Append): Promise<Appended | Stale> {
    return this.#turns.take(async () => {
      if (!(await this.#obey(request))) return this.#stale();
      const reply = await this.#following.append(request);
      this.#commitUpTo(request.committedSequence);
      return reply;
    });
  }

  /** Does not wait for its turn behind a slow disk, unless it brings a new epoch. */
  async heartbeat(request: Heartbeat): Promise<Heard | Stale> {
    if (request.epoch > this.epoch) await this.#turns.take(() => this.#obey(request));
    if (request.epoch !== this.epoch) return this.#stale();
    this.#commitUpTo(request.committedSequence);
    return this.#following.heartbeat();
  }

  /** Orderly end: takes no more writes, and brings to the disk what it holds. */
  async close(): Promise<void> {
    this.#stepDown();
    await this.#settings.log.flush();
  }

  async #obey({ epoch, leader }: Heartbeat): Promise<boolean> {
    if (epoch < this.epoch) return false;
    if (epoch > this.epoch) await this.#moveTo(epoch, leader);
    this.#leader = leader;
    return true;
  }

  async #moveTo(epoch: number, leader: string | null): Promise<void> {
    this.#stepDown();
    this.#leader = leader;
    this.#following = this.#newFollowing();
    await this.#settings.epochFile.write(epoch);
  }

  async #startLeading(epoch: number): Promise<{ readonly leading: Leading; readonly dropped: number } | undefined> {
    if (epoch !== this.epoch || epoch === this.#ledEpoch) return undefined;
    const { log } = this.#settings;
    // A leader serves only what it can prove: what comes back from its own disk.
    const dropped = await log.reopen();
    this.#committedSequence = Math.min(this.#committedSequence, log.lastSequence);
    const leading = this.#newLeading(epoch);
    this.#leading = leading;
    this.#ledEpoch = epoch;
    this.#leader = this.name;
    return { leading, dropped };
  }

  #stepDown(): void {
    if (this.#leading === undefined) return;
    this.#committedSequence = this.#leading.committedSequence;
    this.#leading.stop();
    this.#leading = undefined;
    this.#leader = null;
  }

  #commitUpTo(leaderCommitted: number): void {
    const matched = this.#following.matchedSequence;
    if (matched === undefined) return;
    this.#committedSequence = Math.max(this.#committedSequence, Math.min(leaderCommitted, matched));
    if (matched >= leaderCommitted) this.#hasCaughtUp = true;
  }

  #newLeading(epoch: number): Leading {
    const { name, log, acknowledge, peers, leaseMs, onFailure } = this.#settings;
    const committedSequence = this.#committedSequence;
    const onStale = (): void => {
      if (this.#leading?.epoch === epoch) this.#stepDown();
    };
    return new Leading({ epoch, name, log, acknowledge, peers, leaseMs, committedSequence, onStale, onFailure });
  }

  #newFollowing(): Following {
    const { log, acknowledge, tell } = this.#settings;
    return new Following(log, acknowledge, (fromSequence, count) => {
      this.#committedSequence = Math.min(this.#committedSequence, fromSequence - 1);
      tell({ event: 'log-truncated', fromSequence, count });
    });
  }

  #stale(): Stale {
    return { kind: 'stale', epoch: this.epoch };
  }
}
