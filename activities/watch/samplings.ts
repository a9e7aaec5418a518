import type { AtMs } from '../../experiments/definition/outcome.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import type { Ports } from '../ports.ts';
import type { RuleState } from './abort-rule.ts';
import { Sampling } from './sampling.ts';

/** A sampling that no segment watches any more ends after this: the load must not outlive its experiment. */
const LINGER_MS = 30_000;

interface Entry {
  readonly sampling: Sampling;
  watchers: number;
  linger: NodeJS.Timeout | undefined;
  isEnding: boolean;
}

/** One segment's share in a sampling. */
export interface Watching {
  readonly sampling: Sampling;
  /** The last one to leave ends it: at once when the experiment is gone, else after a while, for the next segment may come. */
  leave(isGone: boolean): Promise<void>;
}

/** The samplings of this worker, by experiment. */
export class Samplings {
  readonly #entries = new Map<string, Entry>();
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Joins the running sampling of the experiment, or begins one (again, after a crash: from `states`). */
  join(runId: string, slis: readonly Sli[], states: readonly RuleState[] | undefined, since?: AtMs): Watching {
    const known = this.#entries.get(runId);
    const entry = known && !known.isEnding ? known : this.#begin(runId, slis, states, since);
    clearTimeout(entry.linger);
    entry.watchers += 1;
    return { sampling: entry.sampling, leave: (isGone) => this.#leave(runId, entry, isGone) };
  }

  async end(runId: string): Promise<void> {
    const entry = this.#entries.get(runId);
    if (entry) await this.#end(runId, entry);
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((runId) => this.end(runId)));
  }

  #begin(
    runId: string,
    slis: readonly Sli[],
    states: readonly RuleState[] | undefined,
    since: AtMs | undefined,
  ): Entry {
    const entry: Entry = {
      sampling: new Sampling(runId, slis, this.#ports, states, since),
      watchers: 0,
      linger: undefined,
      isEnding: false,
    };
    this.#entries.set(runId, entry);
    return entry;
  }

  async #leave(runId: string, entry: Entry, isGone: boolean): Promise<void> {
    entry.watchers -= 1;
    if (entry.watchers > 0 || entry.isEnding) return;
    if (isGone) return this.#end(runId, entry);
    // Nobody is left to hear of a failure to close its journal.
    entry.linger = setTimeout(() => void this.#end(runId, entry).catch(() => undefined), LINGER_MS);
    entry.linger.unref();
  }

  async #end(runId: string, entry: Entry): Promise<void> {
    entry.isEnding = true;
    clearTimeout(entry.linger);
    try {
      await entry.sampling.stop();
    } finally {
      if (this.#entries.get(runId) === entry) this.#entries.delete(runId);
    }
  }
}
