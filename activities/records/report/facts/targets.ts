import type { FaultOutcome } from '../../../../experiments/definition/outcome.ts';

export interface HitTarget {
  readonly key: string;
  readonly label: string;
  readonly faults: readonly FaultOutcome[];
}

/** Each target once, with everything that was done to it. A fault that was skipped has done nothing. */
export function targetsOf(faults: readonly FaultOutcome[]): readonly HitTarget[] {
  const acted = faults.filter(({ skipped }) => skipped === undefined);
  const keys = [...new Set(acted.map((fault) => fault.target.key))];
  return keys.map((key) => {
    const own = acted.filter((fault) => fault.target.key === key);
    return { key, label: own[0]?.target.label ?? key, faults: own };
  });
}
