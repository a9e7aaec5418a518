import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogued, ledger, varsOf, type TestLedger } from '../support/ledger.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

let days: GameDays;
let worker: WorkerChild;
let running: TestLedger;
beforeAll(async () => {
  days = await startGameDays();
  worker = await startWorker({ address: days.temporal.address, store: days.store, state: days.state });
}, 600_000);
afterAll(async () => {
  await worker.stop();
  await days.stop();
});
afterEach(() => running.stop());

describe('the ledger that loses its leader', () => {
  it('acknowledging early, has lost acknowledged writes: broken, with the counterexamples', async () => {
    running = await ledger('early');
    const { verdict, experiments } = await (
      await days.start(catalogued('ledger-survives-losing-its-leader', varsOf(running)))
    ).result();
    expect(verdict).toMatchObject({ hypothesis: 'broken', ended: 'completed', restored: 'yes' });
    const { writes } = experiments[0]!.slis[0]!;
    expect(writes!.lost).toBeGreaterThan(0);
    expect(writes!.lostWrites[0]).toMatchObject({
      id: expect.any(String),
      acknowledgedAt: expect.any(Number),
      acknowledgedBy: expect.stringMatching(/n[123]/),
    });
  }, 90_000);

  it('acknowledging when durable, has lost none: held', async () => {
    running = await ledger('durable');
    const { verdict, experiments } = await (
      await days.start(catalogued('ledger-survives-losing-its-leader', varsOf(running)))
    ).result();
    expect(verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes' });
    expect(experiments[0]!.slis[0]!.writes).toMatchObject({
      lost: 0,
      unexpected: 0,
      duplicate: 0,
      finalRead: 'done',
      unknownBecause: null,
    });
    expect(experiments[0]!.faults[0]).toMatchObject({ recovery: 'self-heals', effect: { observed: 'yes' } });
  }, 90_000);
});

describe('the ledger under other faults', () => {
  it('keeps writing while a follower is paused, which goes on afterwards', async () => {
    running = await ledger('durable');
    const { verdict, experiments } = await (
      await days.start(catalogued('ledger-keeps-writing-while-a-follower-is-paused', varsOf(running)))
    ).result();
    expect(verdict).toMatchObject({ hypothesis: 'held', restored: 'yes' });
    expect(experiments[0]!.faults[0]).toMatchObject({ fault: 'process-pause', restored: 'yes' });
  }, 90_000);

  it('stays usable when appends are slow, and is fast again afterwards', async () => {
    running = await ledger('durable');
    const { verdict } = await (
      await days.start(catalogued('ledger-stays-usable-when-appends-are-slow', { ledgerUrl: running.url }))
    ).result();
    expect(verdict).toMatchObject({ hypothesis: 'held', restored: 'yes' });
  }, 90_000);
});
