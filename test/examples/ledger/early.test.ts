import { flushed, pidOf, servingLeader, withLedger } from './a-ledger.ts';
import { append, entriesOf } from './client.ts';

describe('a ledger that acknowledges early', () => {
  it.each([1, 2, 3, 4, 5])('loses acknowledged writes when its leader is killed: run %i', async () => {
    await withLedger({ acknowledge: 'early' }, async (ledger) => {
      const leader = await servingLeader(ledger);
      const ids = Array.from({ length: 20 }, (_, index) => `entry-${index}`);
      for (const id of ids) expect((await append(ledger.url, id))?.status).toBe(201);
      expect(await entriesOf(ledger.url)).toHaveLength(ids.length);

      process.kill(await pidOf(leader), 'SIGKILL');
      await servingLeader(ledger, (name) => name !== leader.name);
      const survivors = new Set((await entriesOf(ledger.url)).map(({ id }) => id));
      expect(ids.filter((id) => !survivors.has(id)).length).toBeGreaterThanOrEqual(1);
    });
  });

  it('keeps what was flushed before the kill', async () => {
    await withLedger({ acknowledge: 'early', flushEvery: '50ms' }, async (ledger) => {
      const leader = await servingLeader(ledger);
      await append(ledger.url, 'flushed');
      await flushed(leader);
      process.kill(await pidOf(leader), 'SIGKILL');
      await servingLeader(ledger, (name) => name !== leader.name);
      expect((await entriesOf(ledger.url)).map(({ id }) => id)).toEqual(['flushed']);
    });
  });
});
