import type { Sli } from '../../experiments/definition/sli.ts';
import type { Ports } from '../ports.ts';
import type { RuleState } from './abort-rule.ts';
import { Sampling } from './sampling.ts';

/** A sampling that no segment watches any more ends after this: the load must not outlive its experiment. */
const LINGER_MS = 30_000;

interface Entry {
  readonly sampling: Promise<Sampling>;
  watchers: number;
  linger: NodeJS.Timeout | undefined;
}

/** The samplings of this worker, by experiment. */
export class Samplings {
  readonly #entries = new Map<string, Entry>();
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Joins the running sampling of the experiment, or begins one (again, after a crash: from `resumed`). */
  async join(runId: string, slis: readonly Sli[], resumed: readonly RuleState[] | undefined): Promise<Sampling> {
    const entry = this.#entries.get(runId) ?? this.#begin(runId, slis, resumed);
    clearTimeout(entry.linger);
    entry.watchers += 1;
    return entry.sampling;
  }

  leave(runId: string): void {
    const entry = this.#entries.get(runId);
    if (!entry) return;
    entry.watchers -= 1;
    if (entry.watchers > 0) return;
    entry.linger = setTimeout(() => void this.end(runId), LINGER_MS);
    entry.linger.unref();
  }

  async end(runId: string): Promise<void> {
    const entry = this.#entries.get(runId);
    if (!entry) return;
    this.#entries.delete(runId);
    clearTimeout(entry.linger);
    await (await entry.sampling.catch(() => undefined))?.stop();
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((runId) => this.end(runId)));
  }

  #begin(runId: string, slis: readonly Sli[], resumed: readonly RuleState[] | undefined): Entry {
    const entry: Entry = { sampling: startSampling(runId, slis, this.#ports, resumed), watchers: 0, linger: undefined };
    this.#entries.set(runId, entry);
    entry.sampling.catch(() => this.#entries.delete(runId));
    return entry;
  }
}

async function startSampling(runId: string, slis: readonly Sli[], ports: Ports, resumed: readonly RuleState[] | undefined): Promise<Sampling> {
  const sampling = new Sampling(runId, slis, ports, resumed);
  await sampling.start(runId);
  return sampling;
}
