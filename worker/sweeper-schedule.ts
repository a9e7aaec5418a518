import { isDeepStrictEqual } from 'node:util';
import { type Client, type ScheduleDescription, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Logger } from 'pino';
import type { sweeper } from '../workflows/sweeper.ts';
import { reasonOf } from './reason.ts';
import { CLUSTER_SWEEPER, sweeperScheduleId, TASK_QUEUE } from '../workflows/messages.ts';

const EVERY_MS = 60_000;
const CATCH_UP_MS = 10_000;

/**
 * One schedule per machine, and one for the cluster, whichever worker comes first; all of them write the same. Never keeps a worker from
 * starting: without it there are still the other layers, and `gameday sweep`.
 */
export async function scheduleSweeper(client: Client, host: string, log: Logger): Promise<void> {
  const wanted = scheduleOf(host);
  try {
    await client.schedule.create(wanted).catch(async (error: unknown) => {
      if (!(error instanceof Error && error.name === 'ScheduleAlreadyRunning')) throw error;
      await renew(client, wanted);
    });
    log.info({ event: 'sweeper scheduled', schedule: wanted.scheduleId }, 'sweeper scheduled');
  } catch (error) {
    const reason = reasonOf(error);
    log.warn(
      { event: 'sweeper not scheduled', schedule: wanted.scheduleId, reason },
      `The schedule ${wanted.scheduleId} was not written: ${reason}. Faults whose workflows were terminated stay on until ` +
        `their own expiry, or until ${byHand(host)}. Allow this worker to write schedules, or set GAMEDAY_SWEEPER=0.`,
    );
  }
}

const byHand = (host: string): string =>
  host === CLUSTER_SWEEPER ? '`gameday sweep --kubernetes` runs' : '`gameday sweep` runs on this machine';

/** Of an older version. Written only when it differs, because somebody may be pausing it right now. */
async function renew(client: Client, wanted: Wanted): Promise<void> {
  const schedule = client.schedule.getHandle(wanted.scheduleId);
  if (isDeepStrictEqual(essence(await schedule.describe()), essence(wanted))) return;
  await schedule.update(({ state }) => ({ ...wanted, state }));
}

type Wanted = ReturnType<typeof scheduleOf>;

function essence({ spec, policies, action }: Wanted | ScheduleDescription) {
  const { workflowType, taskQueue, args } = action;
  const every = spec.intervals?.map((interval) => interval.every);
  return { every, overlap: policies?.overlap, catchupWindow: policies?.catchupWindow, workflowType, taskQueue, args };
}

function scheduleOf(host: string) {
  const scheduleId = sweeperScheduleId(host);
  return {
    scheduleId,
    spec: { intervals: [{ every: EVERY_MS }] },
    // The next minute comes; a sweep of the past helps nobody.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP_MS },
    action: {
      type: 'startWorkflow',
      workflowType: 'sweeper' satisfies typeof sweeper.name,
      workflowId: scheduleId,
      taskQueue: TASK_QUEUE,
      args: [{ host }] satisfies Parameters<typeof sweeper>,
      staticSummary: `sweep ${host}`,
    },
  } as const satisfies ScheduleOptions;
}
