import type { Clock } from '../../ports.ts';

/** A write whose answer is awaited. `isCounted`: a tick has counted it as bad already, because its timeout passed. */
export interface Pending {
  readonly startedAt: number;
  isCounted: boolean;
}

/** The requests that were sent and not yet answered. */
export class UnderWay {
  readonly #pending = new Map<Pending, Promise<void>>();

  get size(): number {
    return this.#pending.size;
  }

  /** `work` must not reject. */
  add(startedAt: number, work: (pending: Pending) => Promise<void>): void {
    const pending: Pending = { startedAt, isCounted: false };
    const done = work(pending).finally(() => this.#pending.delete(pending));
    this.#pending.set(pending, done);
  }

  /** Those that were started before and not returned by an earlier call. */
  takeOverdue(startedBefore: number): number {
    const overdue = [...this.#pending.keys()].filter((each) => !each.isCounted && each.startedAt < startedBefore);
    for (const each of overdue) each.isCounted = true;
    return overdue.length;
  }

  /** Waits for all of them, but not longer than that. */
  async finish(clock: Clock, withinMs: number): Promise<void> {
    const enough = new AbortController();
    const limit = clock.sleep(withinMs, enough.signal).catch(() => undefined);
    await Promise.race([Promise.all(this.#pending.values()), limit]);
    enough.abort();
  }
}
