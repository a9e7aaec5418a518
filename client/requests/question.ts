import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { ClientFailure, messageOf } from '../failure.ts';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import type { Session } from '../session/session.ts';
import { hasWorker } from './has-worker.ts';
import { ask, isWithoutWorker, noWorker } from './ask.ts';

/** Targets are looked for, guardrails and the steady state are asked: that takes its time, but never minutes. */
const ANSWERED_WITHIN_MS = 60_000;
/** Nobody polls, but one may be starting at this moment. */
const WORKER_COMES_WITHIN_MS = 5_000;

/**
 * Asks a worker something, by a short workflow that changes nothing. It is taken back when nobody answers: a worker
 * that comes tomorrow must not find yesterday's questions.
 */
export async function question<Answer>(
  session: Session,
  type: string,
  argument: unknown,
  withinMs = ANSWERED_WITHIN_MS,
): Promise<Answer> {
  const { client, connection } = session;
  const workflowId = `question/${type}/${randomUUID()}`;
  const patience = (await hasWorker(session)) ? withinMs : Math.min(withinMs, WORKER_COMES_WITHIN_MS);
  const handle = await ask(session, workflowId, () =>
    client.workflow.start(type, { taskQueue: TASK_QUEUE, workflowId, args: [argument] }),
  );
  try {
    const answer: Answer = await connection.withDeadline(Date.now() + patience, () => handle.result());
    return answer;
  } catch (error) {
    if (error instanceof WorkflowFailedError) throw failed(error);
    if (!isWithoutWorker(error)) throw error;
    await ask(session, workflowId, () => handle.terminate('nobody answered in time'));
    throw noWorker(session, `this question (${type})`);
  }
}

/** The innermost cause has the text of the activity; the ones around it only say that something failed. */
function failed(error: Error): ClientFailure {
  let innermost: Error = error;
  while (innermost.cause instanceof Error) innermost = innermost.cause;
  return new ClientFailure(EXIT.abortedOrUnknown, messageOf(innermost), { cause: error });
}
