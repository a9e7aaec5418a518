import type { ResolvedTargets } from '../../experiments/definition/identity.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { failure, FailureType } from '../failures.ts';
import type { Ports } from '../ports.ts';
import { running } from '../running.ts';
import { takeTargets } from './take-targets.ts';

export function createTargetActivities(ports: Ports) {
  return {
    /** The targets of every fault of one group, in their order. Two faults of a group never get the same target. */
    async resolveTargets({
      faults,
    }: {
      readonly faults: readonly PlannedFault[];
    }): Promise<readonly ResolvedTargets[]> {
      const { signal } = running();
      const resolved: ResolvedTargets[] = [];
      for (const fault of faults) resolved.push(await takeTargets(fault.target, ports, signal));
      refuseTwice(faults, resolved);
      return resolved;
    },
  };
}

function refuseTwice(faults: readonly PlannedFault[], resolved: readonly ResolvedTargets[]): void {
  const owner = new Map<string, string>();
  for (const [at, { taken }] of resolved.entries()) {
    for (const { key, label } of taken) {
      const other = owner.get(key);
      const name = faults[at]!.name;
      if (other !== undefined)
        throw failure(
          FailureType.forbidden,
          `${label} would get two faults at once, ${other} and ${name}. Put them one after the other, or narrow a selector.`,
        );
      owner.set(key, name);
    }
  }
}
