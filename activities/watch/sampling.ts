import type { Sli } from '../../experiments/definition/sli.ts';
import { startLoad, isLoadSli, type LoadSli } from './load.ts';
import { measurePoint } from '../probes/measure-point.ts';
import type { LoadSession } from '../probes/probe.ts';
import type { Journal, Ports } from '../ports.ts';
import { afterTick, breachOf, type RuleState } from './abort-rule.ts';
import { journalPath } from './paths.ts';
import type { SampleRecord } from './sample.ts';
import { tickEvery, type Tick } from './ticker.ts';
import type { Breach } from '../../experiments/definition/outcome.ts';

/** More probes of one SLI than this are never under way at once; the tick counts as missed instead. */
const MAX_UNDER_WAY = 4;

/**
 * Samples every SLI of one experiment and writes each tick to the journal. Lives in the worker's process from the first
 * segment to the accounting, so that nothing between two segments goes unseen; a worker that takes over makes a new one.
 */
export class Sampling {
  readonly #slis: readonly Sli[];
  readonly #ports: Ports;
  readonly #journal: Journal;
  readonly #abort = new AbortController();
  readonly #loads = new Map<number, LoadSession>();
  readonly #latest = new Map<number, SampleRecord>();
  readonly #listeners = new Set<() => void>();
  readonly #running: Promise<void>[] = [];
  #states: RuleState[];

  constructor(runId: string, slis: readonly Sli[], ports: Ports, resumed: readonly RuleState[] | undefined) {
    this.#slis = slis;
    this.#ports = ports;
    this.#journal = ports.store.journal(journalPath(runId));
    const now = ports.clock.now();
    this.#states = slis.map((_, at) => resumed?.[at] ?? { lastUsableAt: now, breachingSince: null });
  }

  async start(runId: string): Promise<void> {
    for (const [at, sli] of this.#slis.entries()) {
      if (isLoadSli(sli)) this.#loads.set(at, await startLoad(runId, at, sli, this.#ports));
    }
    for (const [at, sli] of this.#slis.entries()) {
      this.#running.push(tickEvery(sli.every, this.#ports.clock, this.#abort.signal, this.#tickOf(sli, at)));
    }
  }

  /** Stops new samples and waits for those under way. Safe to call twice. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await Promise.all([...this.#running, ...[...this.#loads.values()].map((load) => load.stop())]);
    await this.#journal.close();
  }

  states(): readonly RuleState[] {
    return this.#states;
  }

  latest(at: number): SampleRecord | undefined {
    return this.#latest.get(at);
  }

  breach(now: number): Breach | undefined {
    return this.#slis.map((sli, at) => breachOf(sli, this.#states[at]!, now)).find((one) => one !== undefined);
  }

  /** Calls back after every tick, until the returned function is called. */
  onTick(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tickOf(sli: Sli, at: number): (tick: Tick) => void {
    if (isLoadSli(sli)) return (tick) => this.#loadTick(sli, at, tick);
    let underWay = 0;
    let dropped = 0;
    return (tick) => {
      if (underWay >= MAX_UNDER_WAY) return void (dropped += 1);
      underWay += 1;
      const missed = tick.missed + dropped;
      dropped = 0;
      void this.#pointTick(sli, at, { ...tick, missed }).finally(() => (underWay -= 1));
    };
  }

  async #pointTick(sli: Exclude<Sli, LoadSli>, at: number, tick: Tick): Promise<void> {
    const timeoutMs = sli.timeout ?? Math.min(5_000, Math.max(500, sli.every));
    const { result, latencyMs, value, detail } = await measurePoint(sli, { timeoutMs, signal: this.#abort.signal, ports: this.#ports });
    if (this.#abort.signal.aborted) return;
    const good = result === 'good';
    this.#keep(at, tick, {
      g: good ? 1 : 0,
      b: result === 'bad' ? 1 : 0,
      u: result === 'unknown' ? 1 : 0,
      t: good && latencyMs !== null ? [round(latencyMs)] : [],
      v: value,
      ...(good ? {} : { d: detail }),
    });
  }

  #loadTick(_sli: LoadSli, at: number, tick: Tick): void {
    const { good, bad, unknown, latenciesMs, detail } = this.#loads.get(at)!.tick();
    this.#keep(at, tick, { g: good, b: bad, u: unknown, t: latenciesMs.map(round), v: null, ...(bad + unknown > 0 ? { d: detail } : {}) });
  }

  #keep(at: number, { intended, lateMs, missed }: Tick, seen: Pick<SampleRecord, 'g' | 'b' | 'u' | 't' | 'v' | 'd'>): void {
    const record: SampleRecord = { s: at, i: Math.round(intended), l: round(lateMs), ...seen, ...(missed > 0 ? { m: missed } : {}) };
    this.#journal.append(JSON.stringify(record));
    this.#latest.set(at, record);
    this.#states[at] = afterTick(this.#slis[at]!, this.#states[at]!, record, this.#ports.clock.now());
    for (const listener of this.#listeners) listener();
  }
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
