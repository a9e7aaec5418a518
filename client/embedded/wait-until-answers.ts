import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';

/** Until the namespace and our search attributes are there; a game day can start the moment it resolves. */
export async function waitUntilAnswers(address: string, namespace: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (await isReady(address, namespace)) return;
    await sleep(50, undefined, { signal }).catch(() => {});
  }
  signal.throwIfAborted();
}

/** Each time a new connection: one that was refused waits a second before it tries again. */
async function isReady(address: string, namespace: string): Promise<boolean> {
  const connection = Connection.lazy({ address });
  const { workflowService, operatorService } = connection;
  try {
    return await connection.withDeadline(Date.now() + 2_000, async () => {
      await workflowService.describeNamespace({ namespace });
      const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
      return Object.keys(SEARCH_ATTRIBUTES).every((name) => name in (customAttributes ?? {}));
    });
  } catch {
    return false; // not yet
  } finally {
    await connection.close();
  }
}
