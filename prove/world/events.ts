import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

type Answer = Awaited<ReturnType<Client['workflowService']['getWorkflowExecutionHistory']>>;
export type HistoryEvent = NonNullable<NonNullable<Answer['history']>['events']>[number];

const AGAIN_MS = 25;

/** The history of the present run as it grows, each event as soon as it is there; ends with the run. Survives the server. */
export async function* eventsOf(
  { connection, workflowService, options: { namespace } }: Client,
  workflowId: string,
  signal: AbortSignal,
): AsyncGenerator<HistoryEvent> {
  let nextPageToken: Uint8Array | undefined;
  while (!signal.aborted) {
    const execution = { workflowId };
    const request = { namespace, execution, waitNewEvent: true, ...(nextPageToken ? { nextPageToken } : {}) };
    const answer = await connection
      .withAbortSignal(signal, () => workflowService.getWorkflowExecutionHistory(request))
      .catch(() => undefined);
    if (answer === undefined) {
      await sleep(AGAIN_MS);
      continue;
    }
    yield* answer.history?.events ?? [];
    nextPageToken = answer.nextPageToken ?? undefined;
    if (!nextPageToken?.length) return;
  }
}
