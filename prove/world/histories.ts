import { mkdir, writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { World } from './world.ts';

/** One JSON file per workflow and run, as the Temporal UI would export it. Those of a server that is gone are not there. */
export async function keepHistories({ client, ids, settings: { folder } }: World): Promise<void> {
  await mkdir(`${folder}/histories`, { recursive: true });
  const { workflow } = client.session.client;
  for (const [role, workflowId] of Object.entries(ids ?? {})) {
    const history = await workflow
      .getHandle(workflowId)
      .fetchHistory()
      .catch(() => undefined);
    if (history === undefined) continue;
    await writeFile(`${folder}/histories/${role.replaceAll(' ', '-')}.json`, historyToJSON(history));
  }
}
