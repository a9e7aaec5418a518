import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sweeperScheduleId } from '../../workflows/messages.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { sweepNow } from '../support/sweep-now.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

let days: GameDays;
let victim: Victim;
let worker: WorkerChild;
const schedule = () => days.client.schedule.getHandle(sweeperScheduleId(hostname()));

/** The schedule is paused, so that it acts only when the test says so. */
async function newWorker(): Promise<WorkerChild> {
  const { store, state, temporal } = days;
  const child = await startWorker({ address: temporal.address, store, state, sweeper: true });
  await eventually(() => child.log.some(({ event }) => event === 'sweeper scheduled'));
  await schedule().pause();
  return child;
}

beforeAll(async () => void (days = await startGameDays()), 600_000);
afterAll(() => days.stop());
beforeEach(async () => void ([victim, worker] = await Promise.all([startVictim(), newWorker()])));
afterEach(async () => void (await Promise.all([victim.stop(), worker.kill()])));

async function holding() {
  const faults = [breakingFault(victim.url, { hold: 180_000 })];
  const handle = await days.start(aPlan([anExperiment(victim.url, { faults })]));
  const status = await days.experiment(handle, 1, ({ phase }) => phase === 'holding');
  return { handle, experimentId: status.id, faultId: status.faults[0]!.workflowId };
}

/** While no worker is there, so that no other layer can act. */
async function terminateAll({ handle, experimentId, faultId }: Awaited<ReturnType<typeof holding>>): Promise<void> {
  await worker.kill();
  for (const id of [handle.workflowId, experimentId, faultId]) await days.client.workflow.getHandle(id).terminate();
  expect(await victim.isBroken()).toBe(true);
  worker = await newWorker();
}

const sweep = () => sweepNow(days.client, sweeperScheduleId(hostname()));

/** The log of the worker is a pipe: its lines come a little later. */
const logged = (event: string) => eventually(() => worker.log.find((line) => line['event'] === event));

describe('the sweeper', () => {
  it('undoes a fault whose fault, experiment and game day were all terminated', async () => {
    await terminateAll(await holding());
    const { result } = await sweep();
    expect(await victim.isBroken()).toBe(false);
    expect(result).toMatchObject({ host: hostname(), counts: { left: 0, owned: 0 } });
    expect((await victim.log()).map(({ broken }) => broken)).toEqual([true, false]);
    expect(await logged('orphan undone')).toMatchObject({ level: 40 });
  }, 120_000);

  it('never touches a fault whose experiment or whose own workflow runs', async () => {
    const { handle } = await holding();
    const { result } = await sweep();
    expect(result).toMatchObject({
      counts: { undone: 0, left: 0, owned: 1 },
      owned: [expect.stringMatching(/its workflow fault\/application.* is running$/)],
    });
    expect(await victim.isBroken()).toBe(true);
    await handle.cancel();
    await eventually(async () => !(await victim.isBroken()));
  }, 120_000);

  it('fails, and logs an error, while something is left; the next one undoes it once that is possible', async () => {
    await victim.control({ refuseUndos: 1_000 });
    await terminateAll(await holding());
    const { result, handle } = await sweep();
    expect(result).toMatch(new RegExp(`^1 left on ${hostname()}: break the health check on .*sweep again`));
    expect((await handle.describe()).status.name).toBe('FAILED');
    expect(await logged('not undone')).toMatchObject({
      level: 50,
      msg: expect.stringMatching(/^not undone: break the health check on/),
    });
    await victim.control({ refuseUndos: 0 });
    // The one of the minute, or one that was triggered before, may have been sooner.
    expect((await sweep()).result).toMatchObject({ counts: { left: 0 } });
    expect(await logged('orphan undone')).toMatchObject({ level: 40 });
    expect(await victim.isBroken()).toBe(false);
  }, 120_000);

  it('costs at most 12 events of history', async () => {
    const { handle } = await sweep();
    const { events } = await handle.fetchHistory();
    expect(events!.length).toBeLessThanOrEqual(12);
  }, 120_000);
});
