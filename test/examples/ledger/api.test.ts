import { agreement, pidOf, servingLeader, urlOf, withLedger } from './a-ledger.ts';
import { append, call, entriesOf } from './client.ts';
import { eventually } from './eventually.ts';

describe('the HTTP API of the ledger', () => {
  it('acknowledges an entry once, answers the same id with the same sequence, and shows it on every node', async () => {
    await withLedger({}, async (ledger) => {
      const { name: node } = await servingLeader(ledger);
      const first = await append(ledger.url, 'order/1 ü', { amount: 3 });
      expect(first).toEqual({ status: 201, body: { id: 'order/1 ü', sequence: 2, node, epoch: 1 } });
      expect(await append(ledger.url, 'order/1 ü', { amount: 3 })).toEqual({ ...first, status: 200 });
      expect((await append(ledger.url, 'next'))?.body.sequence).toBe(3);

      await agreement(ledger);
      for (const url of [ledger.url, ...ledger.nodes.map(urlOf)]) {
        expect(await call(`${url}/entries/${encodeURIComponent('order/1 ü')}`)).toMatchObject({
          status: 200,
          body: { id: 'order/1 ü', sequence: 2, value: { amount: 3 }, epoch: 1 },
        });
        expect((await call(`${url}/entries`))?.body).toMatchObject({
          epoch: 1,
          committedSequence: 3,
          entries: [
            { id: 'order/1 ü', sequence: 2 },
            { id: 'next', sequence: 3 },
          ],
        });
        expect((await call(`${url}/entries/unknown`))?.status).toBe(404);
      }
    });
  });

  it('gives the same sequence to one id however many clients send it at once', async () => {
    await withLedger({}, async (ledger) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => append(ledger.url, 'same')));
      expect(answers.filter((answer) => answer?.status === 201)).toHaveLength(1);
      expect(new Set(answers.map((answer) => answer?.body.sequence)).size).toBe(1);
    });
  });

  it('says "not applied" only where that is sure: bad requests, followers, no majority', async () => {
    await withLedger({ moreArguments: ['--leader-timeout', '3s'] }, async (ledger) => {
      const leader = await servingLeader(ledger);
      const followers = ledger.nodes.filter((node) => node !== leader);
      for (const body of ['{', '[]', {}, { id: '', value: 1 }, { id: 'a' }, { id: 7, value: 1 }, 'x'.repeat(70_000)]) {
        const answer = await call(`${ledger.url}/entries`, 'POST', body);
        expect(answer).toEqual({ status: 400, body: { applied: false, error: expect.any(String) } });
      }
      const tooLong = await append(urlOf(leader), 'too-long', 'x'.repeat(40_000));
      expect(tooLong).toMatchObject({ status: 400, body: { applied: false } });
      for (const follower of followers) {
        const answer = await append(urlOf(follower), 'to-a-follower');
        expect(answer).toMatchObject({ status: 421, body: { applied: false, leader: leader.name } });
      }
      const pids = await Promise.all(followers.map(pidOf));
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      const health = `${urlOf(leader)}/healthz`;
      await eventually('the leader notices', async () => ((await call(health))?.status === 503 ? true : undefined));
      expect(await append(ledger.url, 'alone')).toMatchObject({ status: 503, body: { applied: false } });
      expect((await call(`${ledger.url}/healthz`))?.status).toBe(503);
      for (const pid of pids) process.kill(pid, 'SIGCONT');
      await servingLeader(ledger);
      expect((await call(`${ledger.url}/entries/alone`))?.status).toBe(404);
    });
  });

  it('says "unknown" to a write that was under way when its majority or its leader was lost', async () => {
    // So patient that neither the leader nor the supervisor gives up before the write does.
    await withLedger({ moreArguments: ['--leader-timeout', '10s'] }, async (ledger) => {
      const leader = await servingLeader(ledger);
      const followers = await Promise.all(ledger.nodes.filter((node) => node !== leader).map(pidOf));
      for (const pid of followers) process.kill(pid, 'SIGSTOP');
      const withoutMajority = await append(ledger.url, 'no-majority');
      for (const pid of followers) process.kill(pid, 'SIGCONT');
      expect(withoutMajority).toMatchObject({ status: 504, body: { applied: 'unknown' } });
      expect((await append(ledger.url, 'no-majority'))?.status).toBe(200);

      await call(`${ledger.url}/faults/slow-appends`, 'PUT', { enabled: true, delayMs: 5_000, expiresAt: null });
      const underWay = append(ledger.url, 'no-leader');
      // A later request has come back from the leader, so the earlier one has reached it.
      await entriesOf(ledger.url);
      process.kill(await pidOf(leader), 'SIGKILL');
      expect(await underWay).toMatchObject({ status: 502, body: { applied: 'unknown' } });
    });
  });

  it('slows appends down on whichever node leads, and ends that by itself', async () => {
    await withLedger({}, async (ledger) => {
      const toggle = `${ledger.url}/faults/slow-appends`;
      const off = { enabled: false, delayMs: 0, expiresAt: null };
      expect(await call(toggle)).toEqual({ status: 200, body: off });
      const on = { enabled: true, delayMs: 300, expiresAt: Date.now() + 1_500 };
      expect(await call(toggle, 'PUT', on)).toEqual({ status: 200, body: on });
      for (const node of ledger.nodes) expect((await call(`${urlOf(node)}/faults/slow-appends`))?.body).toEqual(on);

      const before = performance.now();
      expect((await append(ledger.url, 'slow'))?.status).toBe(201);
      expect(performance.now() - before).toBeGreaterThanOrEqual(295);

      await eventually('it is off', async () => ((await call(toggle))?.body.enabled === false ? true : undefined));
      expect(Date.now()).toBeGreaterThanOrEqual(on.expiresAt);
      expect((await call(toggle))?.body).toEqual(off);
      expect(await call(toggle, 'PUT', { enabled: 'yes' })).toMatchObject({ status: 400, body: { applied: false } });
    });
  });
});
