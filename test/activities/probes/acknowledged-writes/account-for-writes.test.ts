import type { AtMs } from '../../../../experiments/definition/outcome.ts';
import type { HttpAnswer } from '../../../../activities/ports.ts';
import { encodeRecord, type OutcomeClass } from '../../../../activities/probes/acknowledged-writes/records.ts';
import { answered, fakeHttp, refused } from '../../../support/fake-http.ts';
import { leapingClock } from '../leaping-clock.ts';
import { probePorts } from '../probe-ports.ts';
import { aStore, probe, RUN_ID } from './a-load.ts';

const SESSION = '1-0a0b0c0d';
const idOf = (number: number) => `${RUN_ID}/${SESSION}/${number}`;
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** One write every 50 ms from 0 on: 20 per second. */
function journalOf(...outcomes: readonly OutcomeClass[]): readonly string[] {
  const writes = outcomes.flatMap((outcome, number) => [
    encodeRecord({ attempt: `${SESSION}/${number}`, at: number * 50 }),
    encodeRecord({ outcome: `${SESSION}/${number}`, class: outcome, afterMs: 2, by: 'node a, epoch 1' }),
  ]);
  const end = encodeRecord({ end: SESSION, at: outcomes.length * 50 });
  return [encodeRecord({ session: SESSION, runId: RUN_ID, at: 0, perSecond: 20 }), ...writes, end];
}

const healthy = journalOf(...numbers(100).map(() => 'acknowledged' as const));
const showing = (...ids: readonly string[]) => answered(200, { entries: ids.map((id) => ({ id })) });
const showingAll = showing(...numbers(100).map(idOf));

interface Given {
  readonly journal?: readonly string[];
  /** The last one is repeated. */
  readonly answers?: readonly HttpAnswer[];
  readonly settings?: object;
  readonly firstFaultAt?: AtMs;
  readonly signal?: AbortSignal;
}

async function accountFor({ journal = healthy, answers = [showingAll], settings, firstFaultAt, signal }: Given = {}) {
  const http = fakeHttp(() => answers[Math.min(http.requests.length, answers.length) - 1]!);
  const clock = leapingClock();
  const account = await probe.account({
    settings: aStore(settings),
    journal,
    firstFaultAt,
    signal: signal ?? new AbortController().signal,
    ports: probePorts({ http, clock }),
  });
  return { account, http, tookMs: clock.monotonic() };
}

describe('the account of acknowledged writes', () => {
  it('stands when everything that was acknowledged is there', async () => {
    const { account } = await accountFor({ firstFaultAt: 2000 });
    expect(account).toEqual({
      attempted: 100,
      acknowledged: 100,
      refused: 0,
      indeterminate: 0,
      lost: 0,
      lostWrites: [],
      stale: 0,
      recovered: 0,
      unexpected: 0,
      failVisible: 0,
      duplicate: 0,
      finalRead: 'done',
      longestOutageMs: 50,
      witnessedOutageMs: 50,
      attemptsPerSecond: 20,
      unknownBecause: null,
    });
  });

  it('finds lost writes only after it looked for them once more', async () => {
    const answers = [showing(), showing(...numbers(98).map(idOf))];
    const { account, http } = await accountFor({ answers });
    expect(http.requests).toHaveLength(2);
    expect(account).toMatchObject({ lost: 2, stale: 98, finalRead: 'done', unknownBecause: null });
    expect(account.lostWrites).toEqual([
      { id: idOf(98), acknowledgedAt: 4902, acknowledgedBy: 'node a, epoch 1' },
      { id: idOf(99), acknowledgedAt: 4952, acknowledgedBy: 'node a, epoch 1' },
    ]);
  });

  it('keeps the first read when the second one fails', async () => {
    const { account } = await accountFor({ answers: [showing(), refused] });
    expect(account).toMatchObject({ lost: 100, finalRead: 'done', unknownBecause: null });
  });

  it('tries to read for some seconds, because the store may only just have come back', async () => {
    const { account, http } = await accountFor({ answers: [refused, answered(503), showingAll] });
    expect(http.requests).toHaveLength(3);
    expect(account).toMatchObject({ finalRead: 'done', unknownBecause: null });
  });

  it.each([
    ['nobody answers', refused, 'not reachable: connect ECONNREFUSED 127.0.0.1:1'],
    ['the answer is an error', answered(503), 'status 503, expected 200'],
    ['the answer is something else', answered(200, { items: [] }), 'the answer is not {"entries": [{"id": ...}]}'],
    ['an entry has no id', answered(200, { entries: [{ sequence: 1 }] }), 'the answer is not {"entries"'],
  ])('is unknown when %s, and gives up after seconds', async (_, answer, why) => {
    const { account, tookMs } = await accountFor({ answers: [answer] });
    expect(account).toMatchObject({ finalRead: 'missing', lost: 0 });
    expect(account.unknownBecause).toContain(`the writes could not be read back: ${why}`);
    expect(tookMs).toBeGreaterThan(5_000);
    expect(tookMs).toBeLessThan(60_000);
  });

  it('is unknown when it was cancelled', async () => {
    const { account, http } = await accountFor({ signal: AbortSignal.abort() });
    expect(http.requests).toEqual([]);
    expect(account.unknownBecause).toBe('the writes could not be read back: it was cancelled');
  });

  it('is unknown without a journal, and reads nothing', async () => {
    const { account, http } = await accountFor({ journal: [] });
    expect(http.requests).toEqual([]);
    expect(account).toMatchObject({ attempted: 0, unknownBecause: 'the journal of the writes is missing' });
  });

  it('is unknown when nothing was acknowledged', async () => {
    const journal = journalOf(...numbers(40).map(() => 'refused' as const));
    const { account } = await accountFor({ journal, answers: [showing()] });
    expect(account).toMatchObject({ refused: 40, longestOutageMs: 2000 });
    expect(account.unknownBecause).toBe('none of 40 writes was acknowledged');
  });

  it.each([
    ['half of the rate', { writersPerSecond: 41 }, 'expected 20.5'],
    ['the given minimum', { minimumPerSecond: 20.5 }, 'expected 20.5'],
  ])('is unknown when fewer writes than %s were attempted before the fault', async (_, settings, why) => {
    const { account } = await accountFor({ settings, firstFaultAt: 3000 });
    expect(account.unknownBecause).toBe(`only 20 writes per second were attempted before the fault, ${why}`);
  });

  it('is unknown when the fault came before the first write', async () => {
    const { account } = await accountFor({ firstFaultAt: 0 });
    expect(account).toMatchObject({ attemptsPerSecond: 0, unknownBecause: expect.stringContaining('only 0 writes') });
  });

  it('is unknown when a refused write is there', async () => {
    const journal = journalOf(...numbers(99).map(() => 'acknowledged' as const), 'refused');
    const { account } = await accountFor({ journal });
    expect(account).toMatchObject({
      failVisible: 1,
      unknownBecause: expect.stringContaining('1 writes are there although'),
    });
  });

  it('is unknown when writes of this run are there that the journal of a dead worker would know', async () => {
    const { account } = await accountFor({ journal: healthy.slice(0, -3) });
    expect(account).toMatchObject({
      unexpected: 1,
      unknownBecause: expect.stringContaining('part of the journal is missing'),
    });
  });

  it('leaves alone what others wrote, also a run whose name begins with ours', async () => {
    const others = ['someone', RUN_ID, `${RUN_ID}/2/${SESSION}/0`, `${RUN_ID}x/${SESSION}/0`];
    const { account } = await accountFor({ answers: [showing(...numbers(100).map(idOf), ...others)] });
    expect(account).toMatchObject({ unexpected: 0, unknownBecause: null });
  });

  it('takes indeterminate writes that are there as recovered', async () => {
    const journal = journalOf(...numbers(98).map(() => 'acknowledged' as const), 'indeterminate', 'indeterminate');
    const { account } = await accountFor({ journal, answers: [showing(...numbers(99).map(idOf))] });
    expect(account).toMatchObject({ indeterminate: 2, recovered: 1, lost: 0, unknownBecause: null });
  });
});
