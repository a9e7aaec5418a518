import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { approveSignal } from '../../workflows/messages.ts';
import { eventsOf, TIMER_STARTED } from './events.ts';

const AGAIN_MS = 100;

/** The only timer of the reference game day is that of its approval. Goes on with the next run after a reset. */
export async function approveWhenAsked(client: Client, gameDayId: string, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    for await (const { eventType } of eventsOf(client, gameDayId, over)) {
      if (eventType === TIMER_STARTED) await approve(client, gameDayId, over);
    }
    await sleep(AGAIN_MS);
  }
}

async function approve(client: Client, gameDayId: string, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    try {
      await client.workflow.getHandle(gameDayId).signal(approveSignal, { by: 'the prover', comment: 'go' });
      return;
    } catch (error) {
      // Ended meanwhile, or the server is away for a moment.
      if (error instanceof Error && error.name === 'WorkflowNotFoundError') return;
      await sleep(AGAIN_MS);
    }
  }
}
