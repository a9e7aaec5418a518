import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { SAFETY_SWITCH_ID, type SwitchPull } from '../../workflows/messages.ts';

/** Works over the connection of a command as over that of a worker. */
export type TemporalClient = Pick<Client, 'workflow' | 'connection'>;

export const ANSWERED_WITHIN_MS = 10_000;

/** A state that we do not know counts as engaged. */
const RELEASED: readonly string[] = ['COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT'];

/** Who pulled the safety switch; undefined when it is released. Needs no worker, and no index that lags behind. */
export async function readSwitch({ workflow, connection }: TemporalClient): Promise<SwitchPull | undefined> {
  try {
    const { status, memo, startTime } = await connection.withDeadline(Date.now() + ANSWERED_WITHIN_MS, () =>
      workflow.getHandle(SAFETY_SWITCH_ID).describe(),
    );
    return RELEASED.includes(status.name) ? undefined : pullOf(memo ?? {}, startTime);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** Started by hand, in the Temporal UI, it has no memo. */
function pullOf({ by, reason, at }: Readonly<Record<string, unknown>>, startTime: Date): SwitchPull {
  return {
    by: typeof by === 'string' ? by : 'somebody in the Temporal UI',
    reason: typeof reason === 'string' ? reason : 'no reason given',
    at: typeof at === 'number' ? at : startTime.getTime(),
  };
}
