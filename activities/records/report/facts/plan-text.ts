import { stringify } from 'yaml';
import type { GameDayPlan } from '../../../../experiments/definition/plan.ts';

/** The resolved plan as people read it. Secrets are in it by name only. */
export function planText(plan: GameDayPlan): string {
  return stringify(plan, { lineWidth: 0, aliasDuplicateObjects: false });
}
