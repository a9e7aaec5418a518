import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';
import { aPlan, anExperiment, breakingFault, comparison, healthSli } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

let days: GameDays;
let victim: Victim;
let worker: WorkerChild;
const newWorker = () => startWorker({ address: days.temporal.address, store: days.store, state: days.state });

beforeAll(async () => void (days = await startGameDays()), 600_000);
afterAll(() => days.stop());
beforeEach(async () => void ([victim, worker] = await Promise.all([startVictim(), newWorker()])));
afterEach(async () => void (await Promise.all([victim.stop(), worker.kill()])));

const plan = (hold: number) => {
  const slis = [healthSli(victim.url, { blindAfter: 30_000, objective: { longestOutage: comparison('< 60s') } })];
  return aPlan([anExperiment(victim.url, { slis, faults: [breakingFault(victim.url, { hold })] })]);
};

/** What must be true after any kill: one injection, one undo, nothing left, the verdict of an undisturbed run. */
async function endsAsIfNothingHappened(outcome: GameDayOutcome): Promise<void> {
  expect(outcome.verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [] });
  expect((await victim.log()).map((one) => one.broken)).toEqual([true, false]);
}

describe('a worker that is killed with SIGKILL', () => {
  it('while the fault is on: the next worker goes on at that step and finishes', async () => {
    const handle = await days.start(plan(4_000));
    await eventually(() => victim.isBroken());
    await worker.kill();
    expect(await victim.isBroken()).toBe(true);
    worker = await newWorker();
    await endsAsIfNothingHappened(await handle.result());
  }, 60_000);

  it('inside inject: the next worker injects, and the effect happened once', async () => {
    await victim.control({ hangMs: 1_500 });
    const handle = await days.start(plan(1_000));
    await days.experiment(handle, 1, (status) => status.phase === 'injecting');
    await eventually(async () => (await import('node:fs')).existsSync(days.state));
    await worker.kill();
    await victim.control({ hangMs: 0 });
    worker = await newWorker();
    await endsAsIfNothingHappened(await handle.result());
  }, 60_000);

  it('inside undo: the next worker undoes and verifies', async () => {
    const handle = await days.start(plan(500));
    await eventually(() => victim.isBroken());
    await victim.control({ hangMs: 3_000 });
    await days.experiment(handle, 1, (status) => status.phase === 'undoing');
    await worker.kill();
    await victim.control({ hangMs: 0 });
    worker = await newWorker();
    await endsAsIfNothingHappened(await handle.result());
  }, 60_000);

  it('past the deadline of the fault: the next worker undoes at once', async () => {
    const handle = await days.start(plan(500));
    await eventually(() => victim.isBroken());
    await worker.kill();
    await eventually(async () => Date.now() - (await victim.log())[0]!.at > 2_000);
    expect(await victim.isBroken()).toBe(true);
    worker = await newWorker();
    const restarted = Date.now();
    const { verdict } = await handle.result();
    expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes' });
    const [, undone] = await victim.log();
    expect(undone!.at - restarted).toBeLessThan(15_000);
  }, 60_000);
});

describe('a worker that is asked to stop with SIGTERM', () => {
  it('undoes nothing for that: the next worker takes over', async () => {
    const handle = await days.start(plan(5_000));
    await eventually(() => victim.isBroken());
    expect(await worker.stop()).toBe(0);
    expect(await victim.isBroken()).toBe(true);
    worker = await newWorker();
    await endsAsIfNothingHappened(await handle.result());
  }, 60_000);
});
