import type { GuardrailSpec } from './guardrails/index.ts';
import type { PlannedExperiment } from './plan.ts';

/** What follows from the experiment itself: its limits, and in production that every fault can end by itself. */
export function ownGuardrails({ limits, environment, allowNoExpiry }: PlannedExperiment): readonly GuardrailSpec[] {
  const { maxTargets, maxPercent, maxDuration } = limits;
  const blastRadius: GuardrailSpec = {
    kind: 'blast-radius',
    settings: { maxTargets, maxDuration, ...(maxPercent === undefined ? {} : { maxPercent }) },
  };
  const mustExpire = /^prod(uction)?$/i.test(environment) && allowNoExpiry !== true;
  return mustExpire ? [blastRadius, { kind: 'expiry', settings: {} }] : [blastRadius];
}
