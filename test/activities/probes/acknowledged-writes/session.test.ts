import { readHistory } from '../../../../activities/probes/acknowledged-writes/history.ts';
import { answered, lost, refused } from '../../../support/fake-http.ts';
import { memoryJournal } from '../../../support/memory-journal.ts';
import { leapingClock } from '../leaping-clock.ts';
import { SECRET } from '../probe-ports.ts';
import { stopLoads } from '../stop-loads.ts';
import { idsIn, recordsIn, RUN_ID, startLoad } from './a-load.ts';

const ok = answered(201, { id: 'x', sequence: 7, node: 'a', epoch: 3 });

describe('the load of acknowledged writes', () => {
  afterEach(stopLoads);

  it('writes every attempt down before it is sent, and its outcome after', async () => {
    const journal = memoryJournal();
    const seen: number[] = [];
    const { session, untilRequest } = await startLoad(
      () => {
        seen.push(recordsIn(journal).filter((record) => 'attempt' in record).length);
        return ok;
      },
      { journal },
    );
    await untilRequest(5);
    await session.stop();

    expect(seen).toEqual(seen.map((_, index) => index + 1));
    const records = recordsIn(journal);
    expect(records[0]).toMatchObject({
      session: expect.stringMatching(/^1-[0-9a-f]{8}$/),
      runId: RUN_ID,
      perSecond: 200,
    });
    expect(records.filter((record) => 'outcome' in record)).toHaveLength(seen.length);
    expect(records.find((record) => 'outcome' in record)).toMatchObject({
      class: 'acknowledged',
      sequence: 7,
      by: 'node a, epoch 3',
      afterMs: expect.any(Number),
    });
    expect(records.at(-1)).toMatchObject({ end: records[0]?.['session'] });
  });

  it('sends each id once, also after a restart on the same journal, and after one on an empty journal', async () => {
    const journal = memoryJournal();
    const ids: string[] = [];
    for (const each of [journal, journal, memoryJournal()]) {
      const { session, http, untilRequest } = await startLoad(() => ok, { journal: each });
      await untilRequest(3);
      await session.stop();
      ids.push(...idsIn(http.requests));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map((id) => id.replace(/-[0-9a-f]{8}/, ''))).toEqual(
      expect.arrayContaining([`${RUN_ID}/1/0`, `${RUN_ID}/1/1`, `${RUN_ID}/2/0`, `${RUN_ID}/2/1`]),
    );
  });

  it('counts acknowledged as good, refused and indeterminate as bad, once each', async () => {
    const answers = [ok, refused, lost, answered(500), answered(503, { applied: false }), ok];
    const { session, untilRequest } = await startLoad((_, nth) => answers[nth - 1] ?? ok);
    await untilRequest(7);
    await session.stop();
    const first = session.tick();

    expect(first).toMatchObject({ bad: 4, unknown: 0 });
    expect(first.good).toBeGreaterThanOrEqual(2);
    expect(first.latenciesMs).toHaveLength(first.good);
    expect(first.detail).toContain('1 × refused (connect ECONNREFUSED 127.0.0.1:1)');
    expect(session.tick()).toEqual({ good: 0, bad: 0, unknown: 0, latenciesMs: [], detail: '0 acknowledged' });
  });

  it('never waits for an answer before the next write, and counts hanging writes once their timeout passed', async () => {
    // The port breaks its promise here: not even the timeout ends a request.
    const never = new Promise<never>(() => undefined);
    const { session, untilRequest } = await startLoad(() => never, {
      settings: { timeout: '50ms', writersPerSecond: 30 },
      ports: { clock: leapingClock() },
    });
    await untilRequest(2);
    expect(session.tick().bad).toBe(0);
    await untilRequest(16);
    const { bad, good, detail } = session.tick();

    expect(good).toBe(0);
    expect(bad).toBeGreaterThanOrEqual(4);
    expect(detail).toContain('× no answer within 50 ms');
    await session.stop();
  });

  it('bounds what is under way, and counts what could not be sent', async () => {
    const { session, http, journal } = await startLoad(() => new Promise(() => undefined), {
      settings: { timeout: '50ms', writersPerSecond: 1000 },
    });
    await journal.untilLine('"full"');
    await session.stop();

    expect(http.requests).toHaveLength(100);
    const notSent = recordsIn(journal).filter((record) => record['why'] === 'full');
    expect(notSent.length).toBeGreaterThan(0);
    expect(session.tick().bad).toBe(100 + notSent.length);
  });

  it('reads some acknowledged writes at once, and writes down which were not there', async () => {
    const { session, http, journal, untilRequest } = await startLoad(
      ({ method }) => (method === 'POST' ? ok : answered(404)),
      { settings: { readBack: 0.5 } },
    );
    await untilRequest(15);
    await session.stop();

    const reads = http.requests.filter(({ method }) => method === 'GET').map(({ url }) => url);
    expect(reads.length).toBeGreaterThan(2);
    expect(idsIn(http.requests).map((id) => `http://127.0.0.1:1/entries/${encodeURIComponent(id)}`)).toEqual(
      expect.arrayContaining(reads),
    );
    expect(recordsIn(journal).filter((record) => 'missedRead' in record)).toHaveLength(reads.length);
  });

  it('takes no other answer to such a read for a stale one', async () => {
    const { session, journal, untilRequest } = await startLoad(
      ({ method }, nth) => (method === 'POST' ? ok : [answered(200), answered(503), lost, refused][nth % 4]!),
      { settings: { readBack: 1 } },
    );
    await untilRequest(20);
    await session.stop();
    expect(recordsIn(journal).some((record) => 'missedRead' in record)).toBe(false);
  });

  it('waits at the end for those under way', async () => {
    const { session, journal, untilRequest } = await startLoad(() => 'hang', { settings: { timeout: '100ms' } });
    await untilRequest(3);
    await Promise.all([session.stop(), session.stop()]);

    const records = recordsIn(journal);
    const attempts = records.filter((record) => 'attempt' in record).length;
    expect(records.filter((record) => record['class'] === 'indeterminate')).toHaveLength(attempts);
    const { bad, unknown } = session.tick();
    expect(bad + unknown).toBe(attempts);
    expect(records.filter((record) => 'end' in record)).toHaveLength(1);
  });

  it('sends nothing that it could not write down, and says so', async () => {
    const journal = memoryJournal();
    const { session, http, untilRequest } = await startLoad(() => ok, { journal });
    await untilRequest(3);
    const sent = http.requests.length;
    await journal.breakDown();
    const { unknown, detail } = session.tick();
    await session.stop();

    expect(http.requests).toHaveLength(sent);
    expect(unknown).toBeGreaterThan(0);
    expect(detail).toContain('ENOSPC');
  });

  it('uses secrets in headers and keeps them out of journal and details', async () => {
    const { session, http, journal, untilRequest } = await startLoad(
      () => ({ outcome: 'lost', reason: `bad token ${SECRET}`, latencyMs: 1 }),
      { settings: { headers: { authorization: 'Bearer ${secret:TOKEN}' } } },
    );
    await untilRequest(3);
    await session.stop();

    expect(http.requests[0]?.headers).toEqual({ authorization: `Bearer ${SECRET}` });
    expect(`${journal.lines.join('\n')} ${session.tick().detail}`).not.toContain('swordfish');
  });

  it('is due 200 times per second for three seconds, within 2 %, and sends every write', async () => {
    const { session, http, journal, untilRequest } = await startLoad(() => ok);
    await untilRequest(600);
    await session.stop();

    const due = readHistory(journal.lines)?.writes.map(({ at }) => at) ?? [];
    const perSecond = (599 * 1000) / ((due[599] ?? Number.NaN) - (due[0] ?? Number.NaN));
    expect(perSecond).toBeGreaterThan(196);
    expect(perSecond).toBeLessThan(204);
    expect(idsIn(http.requests).map((id) => Number(id.split('/').at(-1)))).toEqual(due.map((_, number) => number));
    expect(session.tick()).toMatchObject({ good: due.length, bad: 0, unknown: 0 });
  });

  it('counts latency from the time at which the write was due', async () => {
    let isStalled = false;
    const { session, untilRequest } = await startLoad(() => {
      // The event loop stands still: the writes due meanwhile start late.
      const until = performance.now() + (isStalled ? 0 : 100);
      while (performance.now() < until);
      isStalled = true;
      return ok;
    });
    await untilRequest(15);
    await session.stop();
    const slow = session.tick().latenciesMs.filter((latency) => latency > 20);
    expect(slow.length).toBeGreaterThan(10);
  });
});
