import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { NativeConnection, type Worker } from '@temporalio/worker';
import type { Activities } from '../../activities/index.ts';
import type { FaultOrder, UndoOrder } from '../../activities/faults/orders.ts';
import type { fault } from '../../workflows/fault.ts';
import { releaseSignal, TASK_QUEUE } from '../../workflows/messages.ts';
import { createWorkers } from '../../worker/workers.ts';
import { anOrder } from '../support/fault-order.ts';
import { type GameDays, startGameDays } from '../support/game-days.ts';
import { bundleOnce, installRuntime } from '../support/rig.ts';

const order = anOrder({
  kind: 'process-kill',
  settings: { signal: 'SIGKILL', goneWithin: 1_000 },
  target: {
    kind: 'process',
    key: 'process/here/1.2',
    label: 'process 1',
    host: 'here',
    bootId: 'one',
    pid: 1,
    startTicks: 2,
    ports: [],
  },
});

/** What one worker was told while another one, as far as the activities can see, was to undo. */
class TwoWorkers {
  readonly #told = new EventEmitter();
  readonly injecting = once(this.#told, 'injecting');
  injectionEnded = 'never';
  undoBegan = 0;

  activities(): Partial<Activities> {
    return {
      prepareUndo: async (given: FaultOrder): Promise<UndoOrder> => ({
        ...given,
        baseline: {},
        preparedAt: Date.now(),
        expiresAt: Date.now() + 600_000,
        recovery: 'undone',
        endsByItself: false,
        expiry: 'nothing ends it',
      }),
      injectFault: async () => {
        const { cancelled } = Context.current();
        this.#told.emit('injecting');
        return await cancelled.catch((error: unknown) => {
          this.injectionEnded = 'cancelled';
          throw error;
        });
      },
      // As the lock beside the target would have it: not before the injection has let go.
      undoFault: async () => {
        this.undoBegan += 1;
        if (this.injectionEnded === 'never') throw new Error('the lock is held by an injection');
        return { undoneAt: Date.now(), was: 'injected', attempt: 1 };
      },
      verifyUndone: async () => ({ verifiedAt: Date.now() }),
    };
  }
}

describe('a fault that is to end while it is being injected', () => {
  let days: GameDays;
  let connection: NativeConnection;
  let workers: readonly Worker[];
  let running: Promise<unknown>;
  const two = new TwoWorkers();

  beforeAll(async () => {
    installRuntime();
    days = await startGameDays();
    const { address, namespace } = days.temporal;
    connection = await NativeConnection.connect({ address });
    workers = await createWorkers({
      connection,
      namespace,
      activities: two.activities() as Activities,
      bundle: await bundleOnce(),
      settings: { maxActivities: 5, maxUndos: 5, shutdownGraceMs: 200, sweeper: false },
    });
    running = Promise.all(workers.map((worker) => worker.run()));
  }, 600_000);
  afterAll(async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await connection.close();
    await days.stop();
  });

  it('cancels the injection, wherever it runs, so that the undo need not wait for the rest of it', async () => {
    const handle = await days.client.workflow.start<typeof fault>('fault', {
      taskQueue: TASK_QUEUE,
      workflowId: order.faultId,
      args: [{ order, verifyWithinMs: 5_000 }],
    });
    await two.injecting;
    await handle.signal(releaseSignal, 'ada: real incident');
    const outcome = await handle.result();
    expect(two.injectionEnded).toBe('cancelled');
    expect(two.undoBegan).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ restored: 'yes', releasedBecause: 'ada: real incident', residue: [] });
    expect(outcome.error).toBeUndefined();
  }, 60_000);
});
