import { faultObjects } from '../../experiments/definition/faults/objects.ts';
import type { ResolvedTargets } from '../../experiments/definition/identity.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { failure, FailureType } from '../failures.ts';
import type { Ports } from '../ports.ts';
import { takeTargets } from './take-targets.ts';

/** The targets of one fault; of a kind on which it can act. A plan that no `validate` has seen is checked here too. */
export async function targetsOf(
  { kind, name, target }: Pick<PlannedFault, 'kind' | 'name' | 'target'>,
  ports: Ports,
  signal: AbortSignal,
): Promise<ResolvedTargets> {
  const kinds = faultObjects[kind];
  if (target.kind === 'kubernetes' && kinds !== undefined && !kinds.includes(target.settings.kind)) {
    throw failure(
      FailureType.unsupported,
      `No target was looked for: ${name} (${kind}) acts on ${kinds.join(', ')}, and the target is a ${target.settings.kind}. ` +
        'Give the fault another target.',
    );
  }
  return await takeTargets(target, ports, signal);
}
