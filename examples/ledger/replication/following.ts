import type { Log } from '../log/log.ts';
import type { LogRecord } from '../log/record.ts';
import type { Acknowledge } from './acknowledge.ts';
import type { Append, Appended, Heard } from './messages.ts';

/** What one follower knows while it obeys the leader of one epoch. */
export class Following {
  readonly #log: Log;
  readonly #acknowledge: Acknowledge;
  readonly #onTruncated: (fromSequence: number, count: number) => void;
  /** Up to here the log is known to be the leader's; behind it there may be a divergent tail. */
  #matchedSequence: number | undefined;

  constructor(log: Log, acknowledge: Acknowledge, onTruncated: (fromSequence: number, count: number) => void) {
    this.#log = log;
    this.#acknowledge = acknowledge;
    this.#onTruncated = onTruncated;
  }

  get matchedSequence(): number | undefined {
    return this.#matchedSequence;
  }

  async append({ previous, records }: Append): Promise<Appended> {
    const resumeAfter = this.#mismatchAt(previous.sequence, previous.epoch);
    if (resumeAfter !== undefined) return { kind: 'mismatch', resumeAfter };
    const fresh = this.#firstNotHeld(records);
    await this.#cutDivergentTail(fresh);
    this.#log.append(fresh);
    await this.#acknowledge.afterAppend(this.#log);
    const matched = previous.sequence + records.length;
    this.#matchedSequence = Math.max(this.#matchedSequence ?? 0, matched);
    return {
      kind: 'held',
      heldSequence: Math.min(matched, this.#acknowledge.heldSequence(this.#log)),
      durableSequence: this.#log.durableSequence,
    };
  }

  heartbeat(): Heard {
    const isMatched = this.#matchedSequence !== undefined;
    return { kind: 'heard', isMatched, durableSequence: this.#log.durableSequence };
  }

  /** As in Raft: the leader skips the whole epoch in which the logs disagree, not one record per request. */
  #mismatchAt(sequence: number, epoch: number): number | undefined {
    if (sequence > this.#log.lastSequence) return this.#log.lastSequence;
    const ours = this.#log.epochAt(sequence);
    if (sequence === 0 || ours === epoch) return undefined;
    let first = sequence;
    while (this.#log.epochAt(first - 1) === ours) first -= 1;
    return first - 1;
  }

  #firstNotHeld(records: readonly LogRecord[]): readonly LogRecord[] {
    const at = records.findIndex(({ sequence, epoch }) => this.#log.epochAt(sequence) !== epoch);
    return at === -1 ? [] : records.slice(at);
  }

  async #cutDivergentTail(fresh: readonly LogRecord[]): Promise<void> {
    const from = fresh[0]?.sequence;
    const count = from === undefined ? 0 : this.#log.lastSequence - from + 1;
    if (from === undefined || count === 0) return;
    await this.#log.truncateAfter(from - 1);
    this.#onTruncated(from, count);
  }
}
