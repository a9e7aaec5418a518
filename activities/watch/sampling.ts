import { setMaxListeners } from 'node:events';
import type { AtMs, Breach } from '../../experiments/definition/outcome.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import type { Journal, Ports } from '../ports.ts';
import { afterTick, breachOf, canJudge, freshState, type RuleState } from './abort-rule.ts';
import { forwardTime } from './forward-time.ts';
import { isLoadSli, LoadSource } from './load-source.ts';
import { journalPath } from './paths.ts';
import { PointSource } from './point-source.ts';
import type { Mark, SampleRecord } from './sample.ts';
import { roundMs, type Seen, type Source } from './source.ts';
import { tickEvery, type Tick } from './ticker.ts';

/**
 * Samples every SLI of one experiment and writes each tick to the journal. Lives in the worker's process from the first
 * segment to the accounting, so that nothing between two segments goes unseen; a worker that takes over makes a new one.
 */
export class Sampling {
  readonly #slis: readonly Sli[];
  readonly #ports: Ports;
  readonly #journal: Journal;
  readonly #time: () => number;
  readonly #abort = new AbortController();
  readonly #sources: readonly Source[];
  readonly #ticking: readonly Promise<void>[];
  readonly #states: RuleState[];
  readonly #latest = new Map<number, SampleRecord>();
  readonly #measured = new Set<number>();
  readonly #listeners = new Set<() => void>();
  readonly #since: AtMs | undefined;
  #lastBreach: Breach | undefined;
  #stopped: Promise<void> | undefined;

  /**
   * Begins at once. `states`: one for every SLI; those of the watch before, after a crash. `since`: when the experiment began.
   */
  constructor(
    runId: string,
    slis: readonly Sli[],
    ports: Ports,
    states: readonly RuleState[] | undefined,
    since?: AtMs,
  ) {
    this.#slis = slis;
    this.#since = since;
    this.#ports = ports;
    this.#journal = ports.store.journal(journalPath(runId));
    this.#time = forwardTime(ports.clock);
    const now = this.#time();
    this.#states = slis.map((_, at) => states?.[at] ?? freshState(now));
    setMaxListeners(0, this.#abort.signal);
    this.#write({ began: ports.clock.now() });
    this.#sources = slis.map((sli, at) => this.#sourceOf(runId, sli, at));
    this.#ticking = slis.map((sli, at) => this.#tick(sli, this.#sources[at]!));
  }

  /** Stops new samples and waits for those under way. Safe to call twice. */
  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  states(): readonly RuleState[] {
    return [...this.#states];
  }

  latest(at: number): SampleRecord | undefined {
    return this.#latest.get(at);
  }

  /** The SLIs that decide something and have not been measured by this sampling yet, and what was seen instead. */
  unmeasured(): readonly { readonly sli: Sli; readonly seen: string | undefined }[] {
    return this.#slis.flatMap((sli, at) => {
      const decides = sli.abortIf !== undefined || sli.objective !== undefined;
      return decides && !this.#measured.has(at) ? [{ sli, seen: this.#latest.get(at)?.d }] : [];
    });
  }

  /** The breach that stands, or the last one after `since`: one that ended before anybody looked counts too. */
  breach(since: number): Breach | undefined {
    const now = this.#time();
    const standing = this.#slis.map((_, at) => this.#judge(at, now)).find((one) => one !== undefined);
    return standing ?? (this.#lastBreach && this.#lastBreach.at >= since ? this.#lastBreach : undefined);
  }

  /** Calls back after every tick, until the returned function is called. */
  onTick(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #sourceOf(runId: string, sli: Sli, at: number): Source {
    const keep = (tick: Tick, seen: Seen) => this.#keep(at, tick, seen);
    if (isLoadSli(sli)) return new LoadSource({ runId, at }, sli, this.#ports, keep);
    return new PointSource(sli, this.#ports, this.#abort.signal, keep, this.#since);
  }

  /** A load is counted for the first time after one period. Ticks that end by themselves leave the SLI blind, and that is a breach. */
  #tick(sli: Sli, source: Source): Promise<void> {
    const [clock, time, signal] = [this.#ports.clock, this.#time, this.#abort.signal];
    const work = (tick: Tick) => source.tick(tick);
    return tickEvery({ everyMs: sli.every, first: isLoadSli(sli) ? 1 : 0, clock, time, signal, work }).catch(
      () => undefined,
    );
  }

  #keep(at: number, { intended, due, lateMs }: Tick, seen: Seen): void {
    const [sli, state, now] = [this.#slis[at]!, this.#states[at]!, this.#time()];
    // Before the tick counts: it may end a blindness that nobody has looked at.
    this.#judge(at, now);
    const record: SampleRecord = { s: at, i: Math.round(intended), l: roundMs(lateMs), ...seen };
    const problem = this.#write(record);
    const after = afterTick(sli, state, record, { due, now });
    // What nobody can account for later was not measured; a breach it is all the same.
    this.#states[at] = problem === undefined ? after : { ...after, lastUsableAt: state.lastUsableAt };
    this.#latest.set(at, problem === undefined ? record : { ...record, g: 0, b: 0, u: 1, d: problem });
    if (problem === undefined && canJudge(sli, record)) this.#measured.add(at);
    this.#judge(at, now);
    for (const listener of this.#listeners) listener();
  }

  #judge(at: number, now: number): Breach | undefined {
    const breach = breachOf(this.#slis[at]!, this.#states[at]!, now, this.#latest.get(at)?.d);
    this.#lastBreach = breach ?? this.#lastBreach;
    return breach;
  }

  /** Why it was not written. A full disk must not end the sampling. */
  #write(line: SampleRecord | Mark): string | undefined {
    try {
      this.#journal.append(JSON.stringify(line));
      return undefined;
    } catch (error) {
      return `not written down: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** What a load has done since its last tick counts too. */
  async #end(): Promise<void> {
    const ended = this.#ports.clock.now();
    this.#abort.abort();
    await Promise.allSettled([...this.#ticking, ...this.#sources.map((source) => source.stop())]);
    for (const [at, sli] of this.#slis.entries()) {
      if (isLoadSli(sli)) this.#sources[at]!.tick({ intended: ended, due: this.#time(), lateMs: 0 });
    }
    this.#write({ ended });
    await this.#journal.close();
  }
}
