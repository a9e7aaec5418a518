import type { FaultOutcome } from '../../../../experiments/definition/outcome.ts';

export interface NamedFaults {
  readonly name: string;
  /** One per target; at least one. */
  readonly faults: readonly [FaultOutcome, ...FaultOutcome[]];
}

/** A fault of the plan with all of its targets, in the order in which the names come up. */
export function byName(faults: readonly FaultOutcome[]): readonly NamedFaults[] {
  return [...new Set(faults.map((fault) => fault.name))].flatMap((name) => {
    const [first, ...others] = faults.filter((fault) => fault.name === name);
    return first === undefined ? [] : [{ name, faults: [first, ...others] as const }];
  });
}
