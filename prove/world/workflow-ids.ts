import { createProcesses } from '../../activities/adapters/processes.ts';
import { experimentWorkflowId, faultWorkflowId } from '../../workflows/messages.ts';
import { type ExperimentName, STEP_OF } from '../the-game-day.ts';
import type { TargetsReady } from '../targets/log-entry.ts';

export const ROLES = [
  'game day',
  'experiment killed',
  'experiment paused',
  'experiment switched',
  'fault killed',
  'fault paused',
  'fault beside',
  'fault switched',
] as const;
/** Which workflow of the reference game day. */
export type Role = (typeof ROLES)[number];

export async function workflowIds(gameDayId: string, { url, pids }: TargetsReady): Promise<Record<Role, string>> {
  const processes = createProcesses();
  const processFault = async (pid: number) => {
    const found = await processes.identify(pid);
    if (found === undefined) throw new Error(`The target with pid ${pid} is not there.`);
    return faultWorkflowId(found.key);
  };
  const { host } = new URL(url);
  const experiment = (name: ExperimentName) => experimentWorkflowId(gameDayId, STEP_OF[name], name);
  return {
    'game day': gameDayId,
    'experiment killed': experiment('killed'),
    'experiment paused': experiment('paused'),
    'experiment switched': experiment('switched'),
    'fault killed': await processFault(pids.killed),
    'fault paused': await processFault(pids.paused),
    'fault beside': faultWorkflowId(`application/${host}/beside`),
    'fault switched': faultWorkflowId(`application/${host}`),
  };
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for every role
export const NO_EVENTS = Object.fromEntries(ROLES.map((role) => [role, 0])) as Record<Role, number>;
