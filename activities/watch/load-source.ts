import { loadProbeSettings, type LoadProbeKind } from '../../experiments/definition/probes/index.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import type { Journal, Ports } from '../ports.ts';
import { loadProbes } from '../probes/index.ts';
import type { LoadSession, LoadTick } from '../probes/probe.ts';
import { loadJournalPath, loadTag } from './paths.ts';
import { type Keep, roundMs, type Source } from './source.ts';
import type { Tick } from './ticker.ts';

export type LoadSli = Extract<Sli, { kind: LoadProbeKind }>;

export const isLoadSli = (sli: Sli): sli is LoadSli => sli.kind in loadProbeSettings;

/** Counts a load. When it cannot begin (a secret is missing, the disk is full) its ticks are unknown, and each tries again. */
export class LoadSource implements Source {
  readonly #sli: LoadSli;
  readonly #runId: string;
  readonly #journal: Journal;
  readonly #ports: Ports;
  readonly #keep: Keep;
  #session: LoadSession | undefined;
  #beginning: Promise<void> | undefined;
  #problem = 'the load has not begun yet';
  #isStopped = false;

  /** `at`: index of the SLI in its experiment. */
  constructor(run: { readonly runId: string; readonly at: number }, sli: LoadSli, ports: Ports, keep: Keep) {
    this.#sli = sli;
    this.#runId = loadTag(run.runId, run.at);
    this.#journal = ports.store.journal(loadJournalPath(run.runId, run.at));
    this.#ports = ports;
    this.#keep = keep;
    this.#begin();
  }

  tick(tick: Tick): void {
    const { good, bad, unknown, latenciesMs, detail } = this.#take();
    if (this.#isStopped && good + bad + unknown === 0) return;
    this.#keep(tick, {
      g: good,
      b: bad,
      u: unknown,
      t: latenciesMs.map(roundMs),
      v: null,
      ...(bad + unknown > 0 ? { d: detail } : {}),
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#beginning;
    try {
      await this.#session?.stop();
    } finally {
      await this.#journal.close();
    }
  }

  #take(): LoadTick {
    if (this.#session) return this.#session.tick();
    this.#begin();
    return { good: 0, bad: 0, unknown: 1, latenciesMs: [], detail: this.#problem };
  }

  #begin(): void {
    if (this.#isStopped) return;
    this.#beginning ??= this.#start().finally(() => (this.#beginning = undefined));
  }

  async #start(): Promise<void> {
    const { secrets } = this.#ports;
    try {
      const settings = secrets.resolve(this.#sli.settings);
      this.#session = await loadProbes[this.#sli.kind].start({
        settings,
        runId: this.#runId,
        journal: this.#journal,
        ports: this.#ports,
      });
    } catch (error) {
      this.#problem = `the load cannot begin: ${secrets.hide(error instanceof Error ? error.message : String(error))}`;
    }
  }
}
