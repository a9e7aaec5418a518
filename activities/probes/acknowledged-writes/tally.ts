import { excerpt } from '../excerpt.ts';
import type { LoadTick } from '../probe.ts';

/** Counts what happened since it was taken last. */
export class Tally {
  #latenciesMs: number[] = [];
  #failures = new Map<string, number>();
  #unknowns = new Map<string, number>();

  good(latencyMs: number): void {
    this.#latenciesMs.push(latencyMs);
  }

  bad(why: string): void {
    count(this.#failures, why, 1);
  }

  unknown(why: string, howMany: number): void {
    count(this.#unknowns, why, howMany);
  }

  take(): LoadTick {
    const latenciesMs = this.#latenciesMs;
    const [failures, unknowns] = [this.#failures, this.#unknowns];
    this.#latenciesMs = [];
    this.#failures = new Map();
    this.#unknowns = new Map();
    const good = latenciesMs.length;
    const detail = [`${good} acknowledged`, ...inWords(failures), ...inWords(unknowns)].join('; ');
    return { good, bad: total(failures), unknown: total(unknowns), latenciesMs, detail: excerpt(detail) };
  }
}

function count(counts: Map<string, number>, why: string, howMany: number): void {
  counts.set(why, (counts.get(why) ?? 0) + howMany);
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, howMany) => sum + howMany, 0);
}

/** The most frequent first, because the text is cut. */
function inWords(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([why, howMany]) => `${howMany} × ${why}`);
}
