import type { AtMs } from '../../experiments/definition/outcome.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import type { Ports } from '../ports.ts';
import type { Sample } from '../probes/probe.ts';
import type { LoadSli } from './load-source.ts';
import { measureInTime } from './measure-in-time.ts';
import { type Keep, roundMs, type Seen, type Source } from './source.ts';
import type { Tick } from './ticker.ts';

/** More probes of one SLI than this are never under way at once; the tick is missed instead. */
const MAX_UNDER_WAY = 4;

export type PointSli = Exclude<Sli, LoadSli>;

/** Asks once at every tick; a slow answer does not delay the next question. */
export class PointSource implements Source {
  readonly #sli: PointSli;
  readonly #ports: Ports;
  readonly #signal: AbortSignal;
  readonly #keep: Keep;
  readonly #since: AtMs | undefined;
  readonly #answers = new Set<Promise<void>>();
  #underWay = 0;

  constructor(sli: PointSli, ports: Ports, signal: AbortSignal, keep: Keep, since?: AtMs) {
    this.#sli = sli;
    this.#ports = ports;
    this.#signal = signal;
    this.#keep = keep;
    this.#since = since;
  }

  tick(tick: Tick): void {
    if (this.#underWay >= MAX_UNDER_WAY) return;
    this.#underWay += 1;
    const { every, timeout = Math.min(5_000, Math.max(500, every)) } = this.#sli;
    const options = { since: this.#since, timeoutMs: timeout, signal: this.#signal, ports: this.#ports };
    const { sample, over } = measureInTime(this.#sli, options);
    void over.then(() => (this.#underWay -= 1));
    const answer = sample.then((seen) => this.#answered(tick, seen)).finally(() => this.#answers.delete(answer));
    this.#answers.add(answer);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#answers);
  }

  /** What was cancelled because the sampling ends was not measured. */
  #answered(tick: Tick, sample: Sample): void {
    if (!this.#signal.aborted) this.#keep(tick, seenIn(sample));
  }
}

function seenIn({ result, latencyMs, value, detail }: Sample): Seen {
  const isGood = result === 'good';
  return {
    g: isGood ? 1 : 0,
    b: result === 'bad' ? 1 : 0,
    u: result === 'unknown' ? 1 : 0,
    t: isGood && latencyMs !== null ? [roundMs(latencyMs)] : [],
    v: value,
    ...(isGood ? {} : { d: detail }),
  };
}
