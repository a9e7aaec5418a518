import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import type { gameDay } from '../../workflows/game-day.ts';
import {
  TASK_QUEUE,
  WORKFLOW_TASK_TIMEOUT,
  experimentStatus,
  gameDayStatus,
  type ExperimentStatus,
  type GameDayStatus,
} from '../../workflows/messages.ts';
import { eventually } from './eventually.ts';
import { startTemporal, type TestTemporal } from './temporal.ts';

export type GameDayHandle = WorkflowHandleWithFirstExecutionRunId<typeof gameDay>;

/** A real server, a client, and folders for workers; no worker yet. */
export interface GameDays {
  readonly client: Client;
  readonly temporal: TestTemporal;
  readonly directory: string;
  readonly store: string;
  readonly state: string;
  start(plan: GameDayPlan): Promise<GameDayHandle>;
  status(handle: { readonly workflowId: string }): Promise<GameDayStatus>;
  /** Waits until the experiment of this step says so. */
  experiment(
    handle: { readonly workflowId: string },
    step: number,
    is: (status: ExperimentStatus) => boolean,
  ): Promise<ExperimentStatus>;
  stop(): Promise<void>;
}

let count = 0;

export async function startGameDays(): Promise<GameDays> {
  const temporal = await startTemporal();
  const directory = await mkdtemp(join(tmpdir(), 'gameday-rig-'));
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  const days: GameDays = {
    client,
    temporal,
    directory,
    store: join(directory, 'store'),
    state: join(directory, 'undo'),
    start: (plan) =>
      client.workflow.start<typeof gameDay>('gameDay', {
        taskQueue: TASK_QUEUE,
        workflowId: `gameday/${plan.name}/${process.pid}-${(count += 1)}`,
        args: [plan],
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      }),
    status: ({ workflowId }) => client.workflow.getHandle(workflowId).query(gameDayStatus),
    experiment: (handle, step, is) =>
      eventually(async () => {
        const id = (await days.status(handle).catch(() => undefined))?.steps[step - 1]?.experimentId;
        if (id === undefined) return undefined;
        const status = await client.workflow
          .getHandle(id)
          .query(experimentStatus)
          .catch(() => undefined);
        return status && is(status) ? status : undefined;
      }),
    async stop() {
      await client.connection.close();
      await temporal.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return days;
}
