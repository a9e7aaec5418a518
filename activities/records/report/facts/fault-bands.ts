import type { AtMs, FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import { byName, type NamedFaults } from './by-name.ts';
import { overAt, wasInjected } from './fault-state.ts';

/** When a fault was on, over all of its targets. */
export interface FaultBand {
  /** A, B, C …: short enough to be written into a chart. */
  readonly letter: string;
  readonly name: string;
  readonly targets: number;
  readonly from: AtMs;
  /** Undefined: at least one target was never undone. */
  readonly to: AtMs | undefined;
}

export function faultBands(faults: readonly FaultOutcome[]): readonly FaultBand[] {
  return byName(faults.filter(wasInjected))
    .map(bandOf)
    .toSorted((a, b) => a.from - b.from)
    .map((band, index) => ({ letter: letterOf(index), ...band }));
}

function bandOf({ name, faults }: NamedFaults): Omit<FaultBand, 'letter'> {
  const ends = faults.map(overAt);
  const known = ends.filter((end) => end !== undefined);
  return {
    name,
    targets: faults.length,
    from: Math.min(...faults.map((fault) => fault.injectedAt ?? Number.POSITIVE_INFINITY)),
    to: known.length === ends.length ? Math.max(...known) : undefined,
  };
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
}
