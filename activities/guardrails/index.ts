export type { ControlPath } from './control-path.ts';
export { createGuardrailActivities, type CheckGuardrails, type GuardrailActivities } from './guardrail-activities.ts';
export { guardrails } from './guardrails.ts';
