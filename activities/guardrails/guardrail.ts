import type { GuardrailKind, GuardrailSpec } from '../../experiments/definition/guardrails/index.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import type { ResolvedTargets } from '../../experiments/definition/identity.ts';
import type { CheckResult } from '../../experiments/definition/outcome.ts';
import type { Ports } from '../ports.ts';
import type { ControlPath } from './control-path.ts';

/** What is about to be done, as far as it is known. Checked before the first fault and again before every step. */
export interface Intent {
  readonly experiment: string;
  /** Workflow id of the experiment; undefined in a dry run. */
  readonly owner?: string | undefined;
  /** Of the step that comes next; empty before an experiment. */
  readonly faults: readonly Pick<PlannedFault, 'name' | 'kind' | 'settings'>[];
  /** Targets of the step that comes next, in the order of its faults; empty before they are resolved. */
  readonly targets: readonly ResolvedTargets[];
  /** Targets taken so far in this experiment, this step included. */
  readonly targetsSoFar: number;
  /** The longest time that the rest can take, milliseconds. */
  readonly longestMs: number;
}

export interface GuardrailCall<K extends GuardrailKind> {
  readonly settings: Extract<GuardrailSpec, { kind: K }>['settings'];
  readonly intent: Intent;
  /** Nothing in a cluster when left out. */
  readonly controlPath?: ControlPath | undefined;
  readonly ports: Ports;
}

/** Says whether it is allowed to go on now. `unknown` counts as not met: nobody breaks what nobody could check. */
export interface Guardrail<K extends GuardrailKind> {
  readonly kind: K;
  check(call: GuardrailCall<K>): Promise<CheckResult>;
}
