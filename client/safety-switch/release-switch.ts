import { WorkflowNotFoundError } from '@temporalio/client';
import { haltSignal, type Resume, resumeSignal, SAFETY_SWITCH_ID, type SwitchPull } from '../../workflows/messages.ts';
import { readSwitch, type TemporalClient } from './read-switch.ts';

export type Release =
  | { readonly how: 'not engaged' }
  /** `terminated`: no worker ended its workflow in time. It owns nothing, so nothing is lost by that. */
  | { readonly how: 'released' | 'terminated'; readonly pulled: SwitchPull }
  | { readonly how: 'pulled again'; readonly pulled: SwitchPull };

const ENDS_WITHIN_MS = 10_000;

/** Releases the switch. Resolves when it is released, and nothing is stopped by it any more. */
export async function releaseSwitch(
  client: TemporalClient,
  resume: Resume,
  endsWithinMs = ENDS_WITHIN_MS,
): Promise<Release> {
  const pulled = await readSwitch(client);
  if (!pulled) return { how: 'not engaged' };
  if (await endedByItself(client, resume, endsWithinMs)) return { how: 'released', pulled };
  if (await wasPulledLast(client)) return { how: 'pulled again', pulled: (await readSwitch(client)) ?? pulled };
  return (await terminate(client, resume)) ? { how: 'terminated', pulled } : { how: 'released', pulled };
}

async function endedByItself(client: TemporalClient, resume: Resume, endsWithinMs: number): Promise<boolean> {
  const { workflow, connection } = client;
  const handle = workflow.getHandle(SAFETY_SWITCH_ID);
  try {
    await connection.withDeadline(Date.now() + endsWithinMs, async () => {
      await handle.signal(resumeSignal, resume);
      await handle.result();
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return true;
    return (await readSwitch(client)) === undefined;
  }
}

/** Whoever pulled it after we released it does not want it terminated. Told by the history, for no worker may answer. */
async function wasPulledLast({ workflow, connection }: TemporalClient): Promise<boolean> {
  const { events } = await connection.withDeadline(Date.now() + ENDS_WITHIN_MS, () =>
    workflow.getHandle(SAFETY_SWITCH_ID).fetchHistory(),
  );
  const names = (events ?? []).map((event) => event.workflowExecutionSignaledEventAttributes?.signalName);
  return names.lastIndexOf(haltSignal.name) > names.lastIndexOf(resumeSignal.name);
}

async function terminate({ workflow, connection }: TemporalClient, { by, comment }: Resume): Promise<boolean> {
  try {
    await connection.withDeadline(Date.now() + ENDS_WITHIN_MS, () =>
      workflow.getHandle(SAFETY_SWITCH_ID).terminate(`released by ${by}${comment === '' ? '' : `: ${comment}`}`),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
