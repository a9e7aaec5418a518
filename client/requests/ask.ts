import { QueryNotRegisteredError, WorkflowNotFoundError } from '@temporalio/client';
import { invalid, messageOf, unreachable } from '../failure.ts';
import { GRPC, grpcTrouble } from '../session/grpc-code.ts';
import { asClientFailure } from '../session/server-trouble.ts';
import type { Session } from '../session/session.ts';

const ANSWERED_WITHIN_MS = 10_000;

/** One request about one workflow, with a deadline; what can go wrong with it comes back in words. */
export async function ask<T>(session: Session, id: string, request: () => Promise<T>): Promise<T> {
  try {
    return await session.connection.withDeadline(Date.now() + ANSWERED_WITHIN_MS, request);
  } catch (error) {
    throw inWords(error, session, id);
  }
}

function inWords(error: unknown, session: Session, id: string): unknown {
  if (error instanceof WorkflowNotFoundError) return notFound(session, id, error);
  if (error instanceof QueryNotRegisteredError) return invalid(`${id} is not a game day. See: gameday list`);
  if (isWithoutWorker(error)) return noWorker(session, id);
  return asClientFailure(error, session);
}

/**
 * A question that only a worker can answer was not answered. The server says so at once when nobody has polled for
 * some minutes; before that, all we see is that time runs out.
 */
export function isWithoutWorker(error: unknown): boolean {
  const code = grpcTrouble(error)?.code;
  if (code === GRPC.failedPrecondition || code === GRPC.deadlineExceeded) return true;
  return error instanceof Error && error.name === 'WorkflowUpdateRPCTimeoutOrCancelledError';
}

export const noWorker = ({ address, namespace }: Pick<Session, 'address' | 'namespace'>, id: string) =>
  unreachable(
    `No worker answers for ${id} (server ${address}, namespace "${namespace}"). ` +
      'Nothing is lost: it goes on when a worker is there. Start one with `gameday worker`, or look at why it is down.',
  );

/** Also said of one that has ended: then its text tells. */
function notFound({ address, namespace }: Session, id: string, error: Error) {
  if (/already completed/.test(messageOf(error))) {
    return invalid(`${id} has ended already. See: gameday status ${id}`);
  }
  return invalid(`There is no game day ${id} (server ${address}, namespace "${namespace}"). See: gameday list`);
}
