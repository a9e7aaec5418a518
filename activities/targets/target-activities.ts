import type { GuardrailSpec } from '../../experiments/definition/guardrails/index.ts';
import type { CheckResult } from '../../experiments/definition/outcome.ts';
import type { PlannedWindow } from '../../experiments/definition/plan.ts';
import type { GuardrailActivities } from '../guardrails/index.ts';
import type { ResolvedTargets } from '../../experiments/definition/identity.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { failure, FailureType } from '../failures.ts';
import type { Ports } from '../ports.ts';
import { running } from '../running.ts';
import { targetsOf } from './targets-of.ts';

export interface ResolveGroup {
  readonly faults: readonly PlannedFault[];
  readonly guardrails: readonly GuardrailSpec[];
  readonly window?: PlannedWindow | undefined;
  readonly experiment: string;
  /** Targets that earlier groups of this experiment have taken. */
  readonly targetsBefore: number;
  readonly longestMs: number;
}

export interface ResolvedGroup {
  /** In the order of the faults. */
  readonly resolved: readonly ResolvedTargets[];
  readonly guardrails: readonly CheckResult[];
}

export function createTargetActivities(
  ports: Ports,
  { checkGuardrails }: Pick<GuardrailActivities, 'checkGuardrails'>,
) {
  return {
    /** The targets of every fault of one group, and what the guardrails say of them. No two faults get the same target. */
    async resolveTargets({ faults, guardrails, window, ...known }: ResolveGroup): Promise<ResolvedGroup> {
      const { signal, workflowId: owner } = running();
      const resolved: ResolvedTargets[] = [];
      for (const fault of faults) resolved.push(await targetsOf(fault, ports, signal));
      refuseTwice(faults, resolved);
      const { experiment, targetsBefore, longestMs } = known;
      const targetsSoFar = targetsBefore + resolved.reduce((sum, one) => sum + one.taken.length, 0);
      const intent = { experiment, owner, faults, targets: resolved, targetsSoFar, longestMs };
      return { resolved, guardrails: await checkGuardrails({ guardrails, window, intent }) };
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
