import type { Client } from '@temporalio/client';
import { failureMessage, timeOf } from './description.ts';
import type { Because, Reason } from './reason.ts';

/** Whatever holds a workflow up is among its last events: it goes no further. */
const LAST_EVENTS = 20;
/** Of these a description has the latest attempt only; their history says when it began, and why. */
const TOLD_BY_HISTORY: ReadonlySet<Because> = new Set(['task fails', 'undo fails', 'activity fails']);

/** The reasons with what the last events add to them. Leaves them as they are when the history cannot be read. */
export async function withLastEvents(
  client: Client,
  { workflowId, runId }: { readonly workflowId: string; readonly runId: string },
  reasons: readonly Reason[],
): Promise<readonly Reason[]> {
  if (!reasons.some(({ because }) => TOLD_BY_HISTORY.has(because))) return reasons;
  try {
    const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId, runId },
      maximumPageSize: LAST_EVENTS,
    });
    return reasons.map((reason) => completed(reason, history?.events ?? []));
  } catch {
    return reasons;
  }
}

type Events = NonNullable<
  NonNullable<Awaited<ReturnType<Client['workflowService']['getWorkflowExecutionHistoryReverse']>>['history']>['events']
>;

function completed(reason: Reason, events: Events): Reason {
  if (!TOLD_BY_HISTORY.has(reason.because)) return reason;
  const began = events.find((event) =>
    reason.because === 'task fails'
      ? event.workflowTaskFailedEventAttributes
      : event.activityTaskScheduledEventAttributes?.activityId === reason.activityId,
  );
  const lastFailure = failureMessage(began?.workflowTaskFailedEventAttributes?.failure) ?? reason.lastFailure;
  return { ...reason, since: timeOf(began?.eventTime) ?? reason.since, lastFailure };
}
