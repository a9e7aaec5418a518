import type { GuardrailKind, GuardrailSpec } from '../../experiments/definition/guardrails/index.ts';
import type { CheckResult } from '../../experiments/definition/outcome.ts';
import type { PlannedWindow } from '../../experiments/definition/plan.ts';
import type { Ports } from '../ports.ts';
import type { SafetySwitch } from '../safety-switch/safety-switch.ts';
import { type ControlPath, NOTHING_IN_A_CLUSTER } from './control-path.ts';
import { checkGameWindow } from './game-window.ts';
import type { GuardrailCall, Intent } from './guardrail.ts';
import { guardrails } from './guardrails.ts';
import { clusterTargets } from './kubernetes/cluster-targets.ts';
import { stressesMemory } from './kubernetes/memory-stress.ts';
import { checkSafetySwitch, SAFETY_SWITCH } from './safety-switch.ts';

export interface CheckGuardrails {
  readonly guardrails: readonly GuardrailSpec[];
  readonly intent: Intent;
  /** Of the game day, when it has one. */
  readonly window?: PlannedWindow | undefined;
}

export interface GuardrailActivities {
  /** One result for each guardrail; those that are always on are among them. Never fails because of a guardrail. */
  readonly checkGuardrails: (input: CheckGuardrails) => Promise<CheckResult[]>;
}

export function createGuardrailActivities(
  ports: Ports,
  safetySwitch: Pick<SafetySwitch, 'read'>,
  controlPath: ControlPath = NOTHING_IN_A_CLUSTER,
): GuardrailActivities {
  return {
    async checkGuardrails({ guardrails: given, intent, window }) {
      // Asked beside the others, for it takes a way to the server.
      const switched = orUnknown(SAFETY_SWITCH, ports, () => checkSafetySwitch(safetySwitch));
      const results: CheckResult[] = [];
      for (const spec of withThoseAlwaysOn(given, intent)) {
        results.push(
          await orUnknown(spec.kind, ports, () => check(spec.kind, { ...spec, intent, controlPath, ports })),
        );
      }
      if (window)
        results.push(await orUnknown('game-window', ports, () => checkGameWindow(window, intent, ports.clock)));
      return [...results, await switched];
    },
  };
}

/** Some matter only in a cluster, or before a certain fault; there they cannot be left out. */
function withThoseAlwaysOn(given: readonly GuardrailSpec[], intent: Intent): readonly GuardrailSpec[] {
  const always: readonly GuardrailSpec[] = [
    { kind: 'not-ourselves', settings: {} },
    ...(clusterTargets(intent).length > 0 ? [{ kind: 'excluded-namespaces', settings: {} } as const] : []),
    ...(intent.faults.some(stressesMemory) ? [{ kind: 'memory-limit', settings: {} } as const] : []),
  ];
  return [...given, ...always.filter(({ kind }) => !given.some((one) => one.kind === kind))];
}

function check<K extends GuardrailKind>(kind: K, call: GuardrailCall<K>): Promise<CheckResult> {
  return guardrails[kind].check(call);
}

async function orUnknown(
  name: string,
  ports: Ports,
  look: () => CheckResult | Promise<CheckResult>,
): Promise<CheckResult> {
  try {
    return await look();
  } catch (error) {
    const reason = ports.secrets.hide(error instanceof Error ? error.message : String(error));
    return { name, result: 'unknown', detail: `could not be checked: ${reason}` };
  }
}
