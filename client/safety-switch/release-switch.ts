import { defaultPayloadConverter, WorkflowNotFoundError } from '@temporalio/client';
import {
  type Abort,
  haltSignal,
  type Resume,
  resumeSignal,
  SAFETY_SWITCH_ID,
  type SwitchPull,
} from '../../workflows/messages.ts';
import { engageSwitch } from './engage-switch.ts';
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
  const runId = await terminate(client, resume);
  if (runId === undefined) return { how: 'released', pulled };
  // Only now: a signal that comes while a task of the workflow is under way enters the history with its end.
  const again = await pulledAfterRelease(client, runId);
  if (!again) return { how: 'terminated', pulled };
  return { how: 'pulled again', pulled: (await engageSwitch(client, again)).pulled };
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
async function pulledAfterRelease({ workflow, connection }: TemporalClient, runId: string): Promise<Abort | undefined> {
  const { events } = await connection.withDeadline(Date.now() + ENDS_WITHIN_MS, () =>
    workflow.getHandle(SAFETY_SWITCH_ID, runId).fetchHistory(),
  );
  const signals = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => signal ?? []);
  const last = signals.findLast(({ signalName }) => signalName === haltSignal.name || signalName === resumeSignal.name);
  if (last?.signalName !== haltSignal.name) return undefined;
  const payload = last.input?.payloads?.[0];
  const given: Partial<Abort> | null = payload ? defaultPayloadConverter.fromPayload(payload) : null;
  return { by: given?.by ?? 'somebody in the Temporal UI', reason: given?.reason ?? 'no reason given' };
}

/** The run that was terminated; undefined when it had just ended. */
async function terminate(
  { workflow, connection }: TemporalClient,
  { by, comment }: Resume,
): Promise<string | undefined> {
  const reason = `released by ${by}${comment === '' ? '' : `: ${comment}`}`;
  try {
    return await connection.withDeadline(Date.now() + ENDS_WITHIN_MS, async () => {
      const { runId } = await workflow.getHandle(SAFETY_SWITCH_ID).describe();
      await workflow.getHandle(SAFETY_SWITCH_ID, runId).terminate(reason);
      return runId;
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
