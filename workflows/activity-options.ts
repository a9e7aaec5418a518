import { isCancellation, proxyActivities, proxyLocalActivities, type ActivityOptions } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { UNDO_TASK_QUEUE } from './messages.ts';

/**
 * Options by kind of work. Every activity heartbeats by itself (worker/heartbeats.ts), so a cancel reaches it within a
 * second; a heartbeat timeout is how fast a killed worker is noticed.
 */
const OPTIONS = {
  /** Reads only. */
  look: {
    startToCloseTimeout: '2 min',
    heartbeatTimeout: '5 s',
    retry: { maximumAttempts: 3, initialInterval: '200 ms' },
  },
  inject: {
    startToCloseTimeout: '2 min',
    heartbeatTimeout: '3 s',
    retry: { maximumAttempts: 5, initialInterval: '200 ms', maximumInterval: '2 s' },
  },
  snapshot: {
    startToCloseTimeout: '2 h',
    heartbeatTimeout: '10 s',
    retry: { maximumAttempts: 3, initialInterval: '500 ms' },
  },
  /** One activity for the whole segment; a third of the shortest blindAfter is set per call. */
  watch: {
    startToCloseTimeout: '30 d',
    heartbeatTimeout: '10 s',
    retry: { initialInterval: '100 ms', maximumInterval: '1 s' },
  },
  /** Quick tries; when they fail a person is told, and `restore` goes on for ever. */
  undo: {
    taskQueue: UNDO_TASK_QUEUE,
    startToCloseTimeout: '1 min',
    heartbeatTimeout: '5 s',
    retry: { maximumAttempts: 4, initialInterval: '200 ms', maximumInterval: '2 s' },
  },
  /** A check that may need time to come true; bounded by scheduleToCloseTimeout per call. */
  verify: {
    taskQueue: UNDO_TASK_QUEUE,
    startToCloseTimeout: '1 min',
    heartbeatTimeout: '5 s',
    retry: { initialInterval: '100 ms', backoffCoefficient: 1.5, maximumInterval: '1 s' },
  },
  /** Never gives up: once an operator has repaired the target, the undo must still be waiting. */
  restore: {
    taskQueue: UNDO_TASK_QUEUE,
    startToCloseTimeout: '2 min',
    heartbeatTimeout: '10 s',
    retry: { initialInterval: '1 s', maximumInterval: '30 s' },
  },
  /** On the queue with reserved slots: an order to stop never waits behind work. One activity for as long as it takes. */
  halt: {
    taskQueue: UNDO_TASK_QUEUE,
    startToCloseTimeout: '30 d',
    heartbeatTimeout: '10 s',
    retry: { initialInterval: '200 ms', maximumInterval: '5 s' },
  },
  /** Only a worker of one machine can do it; its queue is set per call. The next minute comes anyway. */
  sweep: {
    startToCloseTimeout: '10 min',
    heartbeatTimeout: '10 s',
    retry: { maximumAttempts: 2, initialInterval: '1 s' },
  },
  record: {
    startToCloseTimeout: '2 min',
    heartbeatTimeout: '10 s',
    retry: { maximumAttempts: 5, initialInterval: '500 ms' },
  },
} as const satisfies Record<string, ActivityOptions>;

export type KindOfWork = keyof typeof OPTIONS;
type Input<N extends keyof Activities> = Parameters<Activities[N]>[0];
type Answer<N extends keyof Activities> = Promise<Awaited<ReturnType<Activities[N]>>>;

/**
 * The only way to an activity. WAIT_CANCELLATION_COMPLETED always: the SDK's real default is TRY_CANCEL, with which an undo
 * would start while the inject still runs.
 */
export function perform<N extends keyof Activities>(
  kind: KindOfWork,
  name: N,
  summary: string,
  input: Input<N>,
  special: Pick<
    ActivityOptions,
    'heartbeatTimeout' | 'scheduleToCloseTimeout' | 'startToCloseTimeout' | 'retry' | 'taskQueue'
  > = {},
): Answer<N> {
  const options: ActivityOptions = {
    ...OPTIONS[kind],
    ...special,
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    summary,
  };
  const activity = proxyActivities<Record<string, (given: Input<N>) => Promise<unknown>>>(options)[name as string]!;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the name says which answer comes
  return activity(input) as Answer<N>;
}

/** A local activity keeps its workflow task open, and with it every message to the workflow. */
const AT_ONCE_MS = 2_000;

/**
 * In the worker that has the workflow task, without a way through the server: its result enters history together with what
 * the workflow decides upon it. What does not come at once is performed as usual. Only for what may be done twice.
 */
export async function performAtOnce<N extends keyof Activities>(
  kind: KindOfWork,
  name: N,
  summary: string,
  input: Input<N>,
): Answer<N> {
  const local = proxyLocalActivities<Record<string, (given: Input<N>) => Promise<unknown>>>({
    startToCloseTimeout: AT_ONCE_MS,
    retry: { maximumAttempts: 1 },
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    summary,
  });
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the name says which answer comes
    return await (local[name as string]!(input) as Answer<N>);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return perform(kind, name, summary, input);
  }
}
