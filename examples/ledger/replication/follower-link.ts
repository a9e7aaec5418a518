import { setTimeout as delay } from 'node:timers/promises';
import { type Address, exchange } from '../http/exchange.ts';
import type { Log } from '../log/log.ts';
import { type Append, type Heartbeat, isAppended, isHeard, isStale } from './messages.ts';
import { Signal } from './signal.ts';

export interface Peer extends Address {
  readonly name: string;
}

/** The side of the leader that a link needs. */
export interface LinkOwner {
  readonly epoch: number;
  readonly name: string;
  readonly log: Log;
  readonly committedSequence: number;
  readonly heartbeatEveryMs: number;
  onProgress(): void;
  onStale(): void;
}

const appendTimeoutMs = 2_000;
const retryAfterMs = 25;
const maxRecordsPerRequest = 256;

/** Brings one follower's log to the leader's, and keeps it there. */
export class FollowerLink {
  readonly peer: Peer;
  heldSequence = 0;
  durableSequence = 0;
  /** When the last request was sent that the follower answered: it obeyed this leader at least until then. */
  heardAtMs = Number.NEGATIVE_INFINITY;
  readonly #owner: LinkOwner;
  readonly #work = new Signal();
  #nextSequence: number;
  #isMatched = false;
  #isStopped = false;

  constructor(peer: Peer, owner: LinkOwner) {
    this.peer = peer;
    this.#owner = owner;
    this.#nextSequence = owner.log.lastSequence + 1;
  }

  async run(): Promise<void> {
    await Promise.all([this.#sendRecords(), this.#sendHeartbeats()]);
  }

  /** There is something new in the leader's log. */
  wake(): void {
    this.#work.raise();
  }

  stop(): void {
    this.#isStopped = true;
    this.#work.raise();
  }

  async #sendRecords(): Promise<void> {
    while (!this.#isStopped) {
      if (this.#isMatched && this.#nextSequence > this.#owner.log.lastSequence) await this.#work.wait();
      else if (!(await this.#sendBatch())) await delay(retryAfterMs);
    }
  }

  async #sendBatch(): Promise<boolean> {
    const { log, epoch, name, committedSequence } = this.#owner;
    const previous = { sequence: this.#nextSequence - 1, epoch: log.epochAt(this.#nextSequence - 1) };
    const records = log.slice(this.#nextSequence, maxRecordsPerRequest);
    const request: Append = { epoch, leader: name, previous, records, committedSequence };
    const reply = await this.#ask('/replication/append', request, appendTimeoutMs, isAppended);
    if (reply === undefined) return false;
    this.#isMatched = reply.kind === 'held';
    if (reply.kind === 'mismatch') this.#nextSequence = reply.resumeAfter + 1;
    if (reply.kind === 'held') {
      this.#nextSequence = previous.sequence + records.length + 1;
      this.heldSequence = reply.heldSequence;
      this.durableSequence = reply.durableSequence;
      this.#owner.onProgress();
    }
    return true;
  }

  // Apart from the records, so that a follower with a slow disk is slow and not taken for unreachable.
  async #sendHeartbeats(): Promise<void> {
    const { epoch, name, heartbeatEveryMs } = this.#owner;
    while (!this.#isStopped) {
      const request: Heartbeat = { epoch, leader: name, committedSequence: this.#owner.committedSequence };
      const reply = await this.#ask('/replication/heartbeat', request, 4 * heartbeatEveryMs, isHeard);
      if (reply !== undefined) this.durableSequence = reply.durableSequence;
      if (reply?.isMatched === false) this.#startOver();
      await delay(heartbeatEveryMs);
    }
  }

  /** The follower was restarted, and may have lost what it held in memory. */
  #startOver(): void {
    this.#isMatched = false;
    this.#work.raise();
  }

  /** Undefined when it was not reached: the caller tries again, and `heardAtMs` shows for how long this has been so. */
  async #ask<Reply>(
    path: string,
    body: Append | Heartbeat,
    timeoutMs: number,
    isReply: (body: unknown) => body is Reply,
  ): Promise<Reply | undefined> {
    const sentAtMs = performance.now();
    const { host, port } = this.peer;
    const request = { host, port, method: 'POST', path, body, timeoutMs };
    const reply = await exchange(request).then(
      (answer) => answer.body,
      () => undefined,
    );
    if (this.#isStopped) return undefined;
    if (isStale(reply)) this.#owner.onStale();
    if (!isReply(reply)) return undefined;
    this.heardAtMs = Math.max(this.heardAtMs, sentAtMs);
    return reply;
  }
}
