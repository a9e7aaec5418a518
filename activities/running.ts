import { Context } from '@temporalio/activity';

/** The activity that is running, as far as our code needs it. */
export interface Running {
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly workflowId?: string | undefined;
  /** Details of the last heartbeat of the attempt before; undefined on the first. */
  readonly resumed: unknown;
  /** When the server scheduled its first attempt, milliseconds since 1970. */
  readonly scheduledAt?: number | undefined;
  readonly heartbeatTimeoutMs?: number | undefined;
  heartbeat(details: unknown): void;
  /** Why it is cancelled; `gone`: the workflow is no longer there. */
  cancelReason(): 'gone' | 'other';
}

/** Outside of an activity (tests, `sweep`) nothing cancels and nobody listens. */
export function running(): Running {
  const context = currentContext();
  if (!context)
    return {
      signal: new AbortController().signal,
      attempt: 1,
      resumed: undefined,
      heartbeat: () => undefined,
      cancelReason: () => 'other',
    };
  return {
    signal: context.cancellationSignal,
    attempt: context.info.attempt,
    workflowId: context.info.workflowExecution?.workflowId,
    resumed: context.info.heartbeatDetails as unknown,
    scheduledAt: context.info.scheduledTimestampMs,
    heartbeatTimeoutMs: context.info.heartbeatTimeoutMs,
    heartbeat: (details) => context.heartbeat(details),
    cancelReason: () =>
      context.cancellationDetails?.notFound === true && !context.cancellationDetails.timedOut ? 'gone' : 'other',
  };
}

function currentContext(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}
