import { hostname } from 'node:os';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import { CLUSTER_SWEEPER, hostTaskQueue, TASK_QUEUE, UNDO_TASK_QUEUE } from '../workflows/messages.ts';
import { heartbeats } from './heartbeats.ts';
import type { Settings } from './settings.ts';

interface WorkersInput {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: Activities;
  readonly bundle: NonNullable<WorkerOptions['workflowBundle']>;
  readonly settings: Pick<Settings, 'maxActivities' | 'maxUndos' | 'shutdownGraceMs' | 'sweeper'>;
  /** Whether this worker knows a Kubernetes cluster, and can sweep the faults in it. */
  readonly hasCluster?: boolean;
  /** Another prefix than `gameday`, so that tests do not meet. */
  readonly queues?: { readonly main: string; readonly undo: string };
}

/**
 * One worker for everything; one with reserved slots for undo and verify, so that an abort never queues behind work; one for
 * what only this machine can do, and one for what only workers with a cluster can do.
 */
export async function createWorkers(input: WorkersInput): Promise<readonly Worker[]> {
  const { connection, namespace, activities, bundle, settings } = input;
  const places = settings.sweeper ? [hostname(), ...(input.hasCluster ? [CLUSTER_SWEEPER] : [])] : [];
  const { main, undo } = input.queues ?? { main: TASK_QUEUE, undo: UNDO_TASK_QUEUE };
  const common = {
    connection,
    namespace,
    activities,
    identity: `${process.pid}@${hostname()}`,
    maxHeartbeatThrottleInterval: 1_000,
    defaultHeartbeatThrottleInterval: 1_000,
    shutdownGraceTime: settings.shutdownGraceMs,
    shutdownForceTime: settings.shutdownGraceMs + 25_000,
    interceptors: { activity: [heartbeats] },
  };
  return [
    await Worker.create({
      ...common,
      taskQueue: main,
      workflowBundle: bundle,
      stickyQueueScheduleToStartTimeout: '1s',
      maxCachedWorkflows: 200,
      maxConcurrentActivityTaskExecutions: settings.maxActivities,
      // A closed workflow is undone by its faults in seconds; one that keeps failing its tasks would leave them on.
      workflowFailureErrorTypes: {
        '*': [],
        gameDay: ['NondeterminismError', 'Error'],
        experiment: ['NondeterminismError', 'Error'],
      },
    }),
    await Worker.create({ ...common, taskQueue: undo, maxConcurrentActivityTaskExecutions: settings.maxUndos }),
    ...(await Promise.all(
      places.map((place) =>
        Worker.create({ ...common, taskQueue: hostTaskQueue(place), maxConcurrentActivityTaskExecutions: 2 }),
      ),
    )),
  ];
}
