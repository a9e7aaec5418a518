import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { approveSignal } from '../../workflows/messages.ts';
import { eventsOf } from './events.ts';

const AGAIN_MS = 100;
const NEXT_RUN_MS = 1_000;

/** The only timer of the reference game day is that of its approval. Goes on with the next run after a reset. */
export async function approveWhenAsked(client: Client, gameDayId: string, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    for await (const event of eventsOf(client, gameDayId, over)) {
      if (event.timerStartedEventAttributes) await approve(client, gameDayId, over);
    }
    await sleep(NEXT_RUN_MS);
  }
}

async function approve(client: Client, gameDayId: string, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    try {
      const handle = client.workflow.getHandle(gameDayId);
      await client.withAbortSignal(over, () => handle.signal(approveSignal, { by: 'the prover', comment: 'go' }));
      return;
    } catch (error) {
      // Ended meanwhile, or the server is away for a moment.
      if (error instanceof Error && error.name === 'WorkflowNotFoundError') return;
      await sleep(AGAIN_MS);
    }
  }
}
