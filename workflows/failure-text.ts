import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure, TimeoutFailure } from '@temporalio/workflow';
import type { FailureTypeName } from '../activities/failures.ts';

/** The innermost cause that says something to a person. */
export function failureText(error: unknown): string {
  const cause = rootCause(error);
  if (cause instanceof TimeoutFailure) return `it did not end in time (${cause.message})${lastSeen(cause)}`;
  return cause instanceof Error ? cause.message : String(cause);
}

/** What an activity said in its last heartbeat, when it said what is left. */
function lastSeen({ lastHeartbeatDetails: seen }: TimeoutFailure): string {
  const lines = Array.isArray(seen) ? seen.filter((line) => typeof line === 'string') : [];
  return lines.length === 0 ? '' : `; seen last: ${lines.join('; ')}`;
}

/** The type of the ApplicationFailure at the root; compare with FailureType, never with messages. */
export function failureType(error: unknown): string | undefined {
  const cause = rootCause(error);
  return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
}

/** Of the failure of a fault that should not be injected now, which is no trouble. */
export const SKIPPED = 'Skipped' satisfies FailureTypeName;

function rootCause(error: unknown): unknown {
  let cause = error;
  while (isWrapper(cause) && cause.cause !== undefined) cause = cause.cause;
  return cause;
}

function isWrapper(error: unknown): error is Error {
  return error instanceof ActivityFailure || error instanceof ChildWorkflowFailure || error instanceof TimeoutFailure;
}
