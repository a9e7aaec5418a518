import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { catalogued, ledger, varsOf, type TestLedger } from '../support/ledger.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

let days: GameDays;
let running: TestLedger;
let worker: WorkerChild;
const newWorker = () => startWorker({ address: days.temporal.address, store: days.store, state: days.state });

beforeAll(async () => void (days = await startGameDays()), 600_000);
afterAll(() => days.stop());
beforeEach(async () => void (worker = await newWorker()));
afterEach(async () => void (await Promise.all([running.stop(), worker.kill()])));

/** Kills the worker when the ledger has another leader already, and lets a new one finish. */
async function runWithKill(acknowledge: 'early' | 'durable') {
  running = await ledger(acknowledge);
  const handle = await days.start(catalogued('ledger-survives-losing-its-leader', varsOf(running)));
  await days.experiment(handle, 1, (status) => status.phase === 'holding');
  await eventually(async () => acknowledgesAgain(running));
  await worker.kill();
  worker = await newWorker();
  const outcome = await handle.result();
  return { outcome, writes: outcome.experiments[0]!.slis[0]!.writes! };
}

async function acknowledgesAgain({ url }: TestLedger): Promise<boolean> {
  const { epoch } = (await (await fetch(`${url}/healthz`)).json()) as { epoch: number };
  const answer = await fetch(`${url}/entries`, {
    method: 'POST',
    body: JSON.stringify({ id: `extra-${Date.now()}`, value: 1 }),
  });
  return epoch > 1 && answer.status === 201;
}

describe('a worker that is killed while acknowledged writes are counted', () => {
  it('forgets none: a store that loses nothing still holds', async () => {
    const { outcome, writes } = await runWithKill('durable');
    expect(outcome.verdict).toMatchObject({ hypothesis: 'held', restored: 'yes' });
    expect(writes).toMatchObject({ lost: 0, unexpected: 0, failVisible: 0, unknownBecause: null });
    const { entries } = (await (await fetch(`${running.url}/entries`)).json()) as { entries: { id: string }[] };
    const own = entries.filter(({ id }) => !id.startsWith('extra-'));
    expect(own.length).toBe(writes.acknowledged + writes.recovered);
  }, 120_000);

  it('still finds what an early acknowledgement lost before the kill', async () => {
    const { outcome, writes } = await runWithKill('early');
    expect(outcome.verdict).toMatchObject({ hypothesis: 'broken', restored: 'yes' });
    expect(writes.lost).toBeGreaterThan(0);
    await eventually(async () => (await fetch(`${running.url}/healthz`)).status === 200);
  }, 120_000);
});
