import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createUndoRecords } from '../../activities/adapters/undo-records.ts';
import type { UndoState } from '../../activities/ports.ts';
import { aPlan, anExperiment, breakingFault, healthSli } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDayHandle, type GameDays } from '../support/game-days.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

let days: GameDays;
const workers: WorkerChild[] = [];
const victims: Victim[] = [];

beforeAll(async () => void (days = await startGameDays()), 600_000);
afterAll(async () => {
  await Promise.all([...workers.map((one) => one.kill()), ...victims.map((one) => one.stop())]);
  await days.stop();
});

async function newWorker(): Promise<WorkerChild> {
  const worker = await startWorker({ address: days.temporal.address, store: days.store, state: days.state });
  workers.push(worker);
  return worker;
}

async function newVictim(): Promise<Victim> {
  const victim = await startVictim();
  victims.push(victim);
  return victim;
}

function start(victim: Victim, hold: number): Promise<GameDayHandle> {
  const slis = [healthSli(victim.url, { blindAfter: 120_000 })];
  return days.start(aPlan([anExperiment(victim.url, { slis, faults: [breakingFault(victim.url, { hold })] })]));
}

const IN_TIME_OR_TOO_LATE =
  /^(completed|errored .*(is not on .*: its (guard has undone it|deadline has passed)|: it did not end in time))/;
const untilRecordSays = (state: UndoState) =>
  eventually(async () => (await createUndoRecords(days.state).list()).some((record) => record.state === state));

describe('a worker that stands still for longer than every timeout, while another one works', () => {
  it('is refused when it is awake again, be it inside undo, inside inject or between them', async () => {
    const zombie = await newWorker();
    const [undoing, injecting, held] = [await newVictim(), await newVictim(), await newVictim()];
    const first = await start(undoing, 300);
    await eventually(() => undoing.isBroken());
    await undoing.control({ hangMs: 5_000 });
    await untilRecordSays('undoing');
    await injecting.control({ hangMs: 3_000 });
    const second = await start(injecting, 1_000);
    const third = await start(held, 1_500);
    await untilRecordSays('injecting');
    await untilRecordSays('active');
    process.kill(zombie.pid, 'SIGSTOP');
    await Promise.all([undoing, injecting].map((victim) => victim.control({ hangMs: 0 })));

    await newWorker();
    for (const handle of [first, second, third]) {
      const { verdict } = await handle.result();
      expect(verdict).toMatchObject({ restored: 'yes', residue: [] });
      // The zombie is handed tasks for as long as a lease lives: it may swallow every attempt, or lease or deadline end before
      // the next worker gets one. Then the guard is the one that undoes, and the fault is not injected a second time.
      expect(`${verdict.ended} ${verdict.endedBy ?? ''}`).toMatch(IN_TIME_OR_TOO_LATE);
    }

    process.kill(zombie.pid, 'SIGCONT');
    // It ends what it had begun before it ends itself: then nothing of it is on the way any more.
    await zombie.stop();
    for (const victim of victims) expect((await victim.log()).map(({ broken }) => broken)).toEqual([true, false]);
    // A server gives tasks to a worker that stands still until its polls end, a minute later; hence the long limit.
  }, 240_000);
});
