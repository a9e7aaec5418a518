import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { OwnerLook, Owners } from '../activities/sweep/owners.ts';
import type { StoredUndo } from '../activities/ports.ts';
import { reasonOf } from './reason.ts';
import { faultWorkflowId } from '../workflows/messages.ts';

const ANSWER_WITHIN_MS = 10_000;

type State = 'running' | 'closed' | 'not found';

/**
 * Asks the server. An owner that it does not know may live on another server, whose worker keeps its records in the same
 * folder; only a lease tells then, so that is `unknown`.
 */
export function byTemporal(client: Client): Owners {
  return {
    async stateOf(record) {
      const fault = faultWorkflowId(record.target.key);
      const experiment = record.owner.workflowId;
      try {
        return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, async (): Promise<OwnerLook> => {
          const faultState = await describe(client, fault, (found) => isOf(record, found));
          if (faultState === 'running') return { is: 'alive', because: `its workflow ${fault} is running` };
          const state = await describe(client, experiment, () => true);
          if (state === 'running') return { is: 'alive', because: `its experiment ${experiment} is running` };
          return ownerless(faultState, state);
        });
      } catch (error) {
        return { is: 'unknown', because: `Temporal did not tell whether its owner is alive (${reasonOf(error)})` };
      }
    },
  };
}

function ownerless(fault: State, experiment: State): OwnerLook {
  if (experiment === 'not found') return { is: 'unknown', because: 'Temporal does not know its experiment' };
  const own = fault === 'closed' ? 'its workflow and its experiment have' : 'its experiment has';
  return { is: 'gone', because: `${own} ended without undoing it` };
}

async function describe(
  client: Client,
  workflowId: string,
  isOwner: (found: WorkflowExecutionDescription) => boolean,
): Promise<State> {
  try {
    const found = await client.workflow.getHandle(workflowId).describe();
    if (!isOwner(found)) return 'not found';
    return CLOSED.has(found.status.name) ? 'closed' : 'running';
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return 'not found';
    throw error;
  }
}

/** What else there is or will be (paused) may still act. */
const CLOSED: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT']);

/** Another game day may hold the same target by now. */
function isOf(
  { owner }: StoredUndo,
  { parentExecution, typedSearchAttributes }: WorkflowExecutionDescription,
): boolean {
  if (parentExecution?.workflowId) return parentExecution.workflowId === owner.workflowId;
  return typedSearchAttributes.getAll().some(({ key, value }) => key.name === 'GameDay' && value === owner.gameDayId);
}
