import type { ResolvedTargets } from '../experiments/definition/identity.ts';
import type { FaultOutcome } from '../experiments/definition/outcome.ts';
import type { FaultGroup } from '../experiments/definition/plan.ts';
import { faultIdOf } from './fault-orders.ts';
import type { RunningExperiment } from './running-experiment.ts';

/** The faults of a group for which nothing matched, and whose document says that this is no mistake. They have no workflow. */
export function skippedFaults(
  run: RunningExperiment,
  group: FaultGroup,
  index: number,
  resolved: readonly ResolvedTargets[],
): readonly FaultOutcome[] {
  return group.faults.flatMap(({ name, kind }, at) => {
    const { skipped } = resolved[at]!;
    if (skipped === undefined) return [];
    const faultId = faultIdOf(run.id, index, at, name);
    return {
      faultId,
      name,
      fault: kind,
      target: { key: faultId, label: 'no target' },
      recovery: 'undone',
      expiry: 'never injected',
      effect: { observed: 'unknown', evidence: 'never injected' },
      releasedBecause: 'skipped',
      releasedAt: Date.now(),
      undoFailures: 0,
      restored: 'yes',
      residue: [],
      skipped,
    };
  });
}
