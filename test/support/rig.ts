import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { NativeConnection, Runtime, DefaultLogger, type Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import type { Ports } from '../../activities/ports.ts';
import { Samplings } from '../../activities/watch/samplings.ts';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createPorts } from '../../worker/create-ports.ts';
import { createWorkers } from '../../worker/workers.ts';
import type { gameDay } from '../../workflows/game-day.ts';
import { TASK_QUEUE, experimentStatus, gameDayStatus, type ExperimentStatus, type GameDayStatus } from '../../workflows/messages.ts';
import { startTemporal, type TestTemporal } from './temporal.ts';
import { eventually } from './eventually.ts';

export type GameDayHandle = WorkflowHandleWithFirstExecutionRunId<typeof gameDay>;

/** A real server, and the real workers with the real activities in this process. */
export interface Rig {
  readonly client: Client;
  readonly temporal: TestTemporal;
  readonly ports: Ports;
  readonly directory: string;
  start(plan: GameDayPlan): Promise<GameDayHandle>;
  status(handle: { readonly workflowId: string }): Promise<GameDayStatus>;
  /** Waits until the experiment of this step says so. */
  experiment(handle: { readonly workflowId: string }, step: number, is: (status: ExperimentStatus) => boolean): Promise<ExperimentStatus>;
  stop(): Promise<void>;
}

let count = 0;
let bundle: ReturnType<typeof bundleWorkflows> | undefined;

export async function startRig(change: (ports: Ports) => Ports = (ports) => ports): Promise<Rig> {
  installRuntime();
  const temporal = await startTemporal();
  const directory = await mkdtemp(join(tmpdir(), 'gameday-rig-'));
  const connection = await NativeConnection.connect({ address: temporal.address });
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  const settings = { storeDirectory: join(directory, 'store'), stateDirectory: join(directory, 'undo'), maxActivities: 50, maxUndos: 20, shutdownGraceMs: 200 };
  const ports = change(createPorts(settings, temporal.address));
  const samplings = new Samplings(ports);
  const activities = createActivities(ports, samplings, { name: 'gameday', version: 'test' });
  bundle ??= bundleWorkflows();
  const workers = await createWorkers({ connection, namespace: temporal.namespace, activities, bundle: await bundle, settings });
  const running = Promise.all(workers.map((worker: Worker) => worker.run()));
  running.catch(() => undefined);
  const query = (id: string) => client.workflow.getHandle(id);
  const rig: Rig = {
    client,
    temporal,
    ports,
    directory,
    start: (plan) => client.workflow.start<typeof gameDay>('gameDay', { taskQueue: TASK_QUEUE, workflowId: `gameday/${plan.name}/${process.pid}-${(count += 1)}`, args: [plan] }),
    status: ({ workflowId }) => query(workflowId).query(gameDayStatus),
    async experiment(handle, step, is) {
      return eventually(async () => {
        const id = (await rig.status(handle)).steps[step - 1]?.experimentId;
        const status = id === undefined ? undefined : await query(id).query(experimentStatus).catch(() => undefined);
        return status && is(status) ? status : undefined;
      });
    },
    async stop() {
      for (const worker of workers) worker.shutdown();
      await running;
      await samplings.endAll();
      await client.connection.close();
      await connection.close();
      await temporal.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return rig;
}

/** Once per process; quiet, because tests break things on purpose. */
function installRuntime(): void {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined), shutdownSignals: [] });
  } catch {
    return;
  }
}
