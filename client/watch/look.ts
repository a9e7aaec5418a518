import { WorkflowFailedError, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { experimentStatus, type GameDayStatus } from '../../workflows/messages.ts';
import { messageOf } from '../failure.ts';
import { queryStatus } from '../requests/status.ts';
import { GRPC, grpcTrouble } from '../session/grpc-code.ts';
import { type Session, workflowUrl } from '../session/session.ts';
import type { Closed, GameDayView } from './view.ts';
import { watchProgress } from './watch-progress.ts';

type Seen = { -readonly [K in keyof GameDayView]: GameDayView[K] };

/**
 * Looks once. A server or a worker that does not answer is part of the view, not an error: both may be back the next
 * time, and until then what was last seen is all there is.
 */
export async function look(session: Session, id: string, withinMs: number, before?: GameDayView): Promise<GameDayView> {
  const { flags } = session;
  const seen: Seen = {
    ...before,
    id,
    seenAt: Date.now(),
    contact: 'no server',
    uiUrl: workflowUrl(session, id),
    flags,
  };
  try {
    await session.connection.withDeadline(Date.now() + withinMs, () => fill(seen, session));
    seen.contact = 'fine';
  } catch (error) {
    const code = grpcTrouble(error)?.code;
    if (code === undefined || error instanceof WorkflowNotFoundError) throw error;
    if (code === GRPC.unavailable) seen.contact = 'no server';
    // A closed workflow that cannot be replayed will never answer; everything else may pass.
    if (code === GRPC.invalidArgument && seen.closed !== undefined) seen.contact = 'fine';
  }
  return seen;
}

/** In the order of who answers: first the server alone, then the worker. What is there when it fails, stays. */
async function fill(seen: Seen, session: Session): Promise<void> {
  const { workflow } = session.client;
  const handle = workflow.getHandle(seen.id);
  const { status: state } = await handle.describe();
  seen.contact = 'no worker';
  seen.closed = CLOSED[state.name];
  if (seen.closed !== undefined && !SELF_EXPLAINING.includes(seen.closed))
    seen.closedBecause ??= await failureOf(handle);
  seen.status = await queryStatus(session, seen.id);
  const experimentId = latestExperiment(seen.status);
  if (experimentId === undefined) return;
  const child = workflow.getHandle(experimentId);
  const [experiment, description] = await Promise.all([child.query(experimentStatus), child.describe()]);
  seen.experiment = experiment;
  seen.progress = watchProgress(description);
}

const CLOSED: Readonly<Record<string, Closed>> = {
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed out',
};
/** Their status has an outcome, which says it all. */
const SELF_EXPLAINING: readonly Closed[] = ['completed', 'cancelled'];

async function failureOf(handle: WorkflowHandle): Promise<string | undefined> {
  try {
    await handle.result();
    return undefined;
  } catch (error) {
    if (error instanceof WorkflowFailedError) return messageOf(error.cause ?? error);
    throw error;
  }
}

const latestExperiment = ({ steps }: GameDayStatus): string | undefined =>
  steps.findLast(({ experimentId }) => experimentId !== undefined)?.experimentId;
