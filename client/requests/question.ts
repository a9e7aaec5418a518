import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { ClientFailure, messageOf } from '../failure.ts';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import type { Session } from '../session/session.ts';
import { ask, isWithoutWorker, noWorker } from './ask.ts';

/** Targets are looked for, guardrails and the steady state are asked: that takes its time, but never minutes. */
const ANSWERED_WITHIN_MS = 60_000;

/**
 * Asks a worker something, by a short workflow that changes nothing. It is taken back when nobody answers: a worker
 * that comes tomorrow must not find yesterday's questions.
 */
export async function question<Argument, Answer>(
  session: Session,
  type: string,
  argument: Argument,
  withinMs = ANSWERED_WITHIN_MS,
): Promise<Answer> {
  const { client, connection } = session;
  const workflowId = `question/${type}/${randomUUID()}`;
  type Asked = (argument: Argument) => Promise<Answer>;
  const handle = await ask(session, workflowId, () =>
    client.workflow.start<Asked>(type, { taskQueue: TASK_QUEUE, workflowId, args: [argument] as Parameters<Asked> }),
  );
  try {
    return (await connection.withDeadline(Date.now() + withinMs, () => handle.result())) as Answer;
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
