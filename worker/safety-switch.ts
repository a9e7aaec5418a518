import type { SafetySwitch } from '../activities/safety-switch/safety-switch.ts';
import { abortRunning } from '../client/safety-switch/abort-running.ts';
import { readSwitch, type TemporalClient } from '../client/safety-switch/read-switch.ts';
import { SAFETY_SWITCH_ID, stoppedSignal } from '../workflows/messages.ts';

/** The switch over the connection of this worker. */
export function createSafetySwitch(client: TemporalClient): SafetySwitch {
  return {
    read: () => readSwitch(client),
    async abortRunning(known, order) {
      const aborted = await abortRunning(client, order, known);
      return aborted.filter(({ how }) => how === 'aborted' || how === 'cancelled').map(({ id }) => id);
    },
    show: (stopped) => client.workflow.getHandle(SAFETY_SWITCH_ID).signal(stoppedSignal, stopped),
  };
}
