import type { CheckResult } from '../../experiments/definition/outcome.ts';
import type { SafetySwitch } from '../safety-switch/safety-switch.ts';

export const SAFETY_SWITCH = 'safety-switch';

/** Always on, and no document can leave it out. */
export async function checkSafetySwitch(safetySwitch: Pick<SafetySwitch, 'read'>): Promise<CheckResult> {
  const engaged = await safetySwitch.read();
  if (!engaged) return { name: SAFETY_SWITCH, result: 'met', detail: 'it is off' };
  const { by, reason, at } = engaged;
  const since = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return {
    name: SAFETY_SWITCH,
    result: 'not met',
    detail: `pulled by ${by} on ${since}: ${reason}. Release it with gameday resume`,
  };
}
