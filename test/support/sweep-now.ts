import { type Client, ScheduleOverlapPolicy, type WorkflowHandle } from '@temporalio/client';
import type { SweeperReport } from '../../experiments/definition/sweep.ts';
import { eventually } from './eventually.ts';

/** Lets the schedule act now, also when it has not noticed the end of the last one yet; waits for the end of what it started. */
export async function sweepNow(
  client: Client,
  scheduleId: string,
): Promise<{ readonly result: SweeperReport | string; readonly handle: WorkflowHandle }> {
  const started = async () => {
    const ids: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query: `WorkflowType = 'sweeper'` }))
      if (workflowId.startsWith(scheduleId)) ids.push(workflowId);
    return ids;
  };
  const before = await started();
  const id = await eventually(async () => {
    // The id of what it starts has the second in it, so that a second trigger within one starts nothing.
    await client.schedule.getHandle(scheduleId).trigger(ScheduleOverlapPolicy.ALLOW_ALL);
    return await eventually(async () => (await started()).find((one) => !before.includes(one)), 3_000).catch(
      () => undefined,
    );
  }, 60_000);
  const handle = client.workflow.getHandle(id);
  const result = await handle.result().then(
    (report: SweeperReport) => report,
    (error: { cause?: Error }) => String(error.cause?.message),
  );
  return { result, handle };
}
