import { Worker } from '@temporalio/worker';
import { bundleOnce, type Rig } from './rig.ts';

/** Replays a workflow and everything that it started; fails when one of them would not do the same again. */
export async function replayAll(rig: Rig, workflowId: string): Promise<void> {
  const history = await rig.client.workflow.getHandle(workflowId).fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: await bundleOnce() }, history, workflowId);
  const children = history.events!.flatMap(
    (event) => event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId ?? [],
  );
  for (const child of children) await replayAll(rig, child);
}
