import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../../../activities/adapters/journal.ts';
import type { Journal } from '../../../../activities/ports.ts';
import type { LoadSession } from '../../../../activities/probes/probe.ts';
import { readHistory, type WriteOperation } from '../../../../activities/probes/acknowledged-writes/history.ts';
import { type Child, startChild } from '../../../support/fault-child.ts';
import { type LocalApp, startLocalApp } from '../../../support/local-app.ts';
import { probePorts } from '../probe-ports.ts';
import { stopAfterwards, stopLoads } from '../stop-loads.ts';
import { aStore, probe, RUN_ID } from './a-load.ts';

const live = new AbortController().signal;

describe('the load on a real store', () => {
  let app: LocalApp;
  let folder: string;
  let path: string;
  const children: Child[] = [];
  beforeEach(async () => {
    app = await startLocalApp();
    folder = await mkdtemp(join(tmpdir(), 'gameday-load-'));
    path = join(folder, 'writes.ndjson');
  });
  afterEach(async () => {
    await stopLoads();
    await Promise.all(children.splice(0).map((child) => child.kill()));
    await app.close();
    await rm(folder, { recursive: true });
  });

  const accountFor = async (settings: object = {}, firstFaultAt?: number) =>
    probe.account({
      settings: aStore({ url: app.url, ...settings }),
      journal: await openJournal(path).read(),
      firstFaultAt,
      signal: live,
      ports: probePorts(),
    });

  function startWorker(perSecond: number): Child {
    const child = startChild('../activities/probes/load-child.ts', app.url, RUN_ID, path, String(perSecond));
    children.push(child);
    return child;
  }

  it('has nothing to say against a healthy store', async () => {
    const settings = { url: app.url, writersPerSecond: 50, readBack: 0.2, timeout: '5s' };
    const journal = openJournal(path);
    const session = await startHere(settings, journal);
    await app.untilAcknowledged(100);
    await session.stop();
    await journal.close();

    const account = await accountFor(settings);
    expect(account).toMatchObject({ lost: 0, stale: 0, refused: 0, unexpected: 0, duplicate: 0, unknownBecause: null });
    expect(account.acknowledged).toBe(account.attempted);
    expect(session.tick()).toMatchObject({ good: account.acknowledged, bad: 0 });
  });

  it('sees an outage as long as it was, and its failed writes as bad', async () => {
    const settings = { url: app.url, writersPerSecond: 100, minimumPerSecond: 1, timeout: '2s' };
    const journal = openJournal(path);
    const session = await startHere(settings, journal);
    await app.untilAcknowledged(30);
    const before = session.tick();
    app.behaviour = 'reset';
    const began = Date.now();
    await app.untilDisturbed(50);
    app.behaviour = 'answer';
    await app.untilAcknowledged(app.acknowledged.length + 1);
    const tookMs = Date.now() - began;
    await app.untilAcknowledged(app.acknowledged.length + 30);
    await session.stop();
    await journal.close();

    expect(before).toMatchObject({ bad: 0 });
    expect(session.tick().bad).toBeGreaterThanOrEqual(50);
    const { longestOutageMs, lost, unknownBecause } = await accountFor(settings, began);
    expect(longestOutageMs).toBeGreaterThan(400);
    expect(longestOutageMs).toBeLessThan(tookMs + 1000);
    expect({ lost, unknownBecause }).toEqual({ lost: 0, unknownBecause: null });
  });

  it('knows every acknowledged write after the worker was killed in the middle, and goes on with new ids', async () => {
    const first = startWorker(200);
    await app.untilAcknowledged(150);
    await first.kill();
    const acknowledgedToFirst = [...app.acknowledged];
    const journalOfFirst = readHistory(await openJournal(path).read())?.writes ?? [];

    const attempted = new Map(journalOfFirst.map((write) => [write.id, write]));
    expect(acknowledgedToFirst.filter((id) => !attempted.has(id))).toEqual([]);
    expect(journalOfFirst.filter(isAcknowledged).filter(({ id }) => !acknowledgedToFirst.includes(id))).toEqual([]);
    const unanswered = journalOfFirst.filter(({ outcome }) => outcome === 'unanswered');
    expect(unanswered.length).toBeLessThan(60);

    const second = startWorker(200);
    await app.untilAcknowledged(acknowledgedToFirst.length + 150);
    await second.kill();
    const account = await accountFor({ writersPerSecond: 200, minimumPerSecond: 1 });
    expect(account).toMatchObject({ lost: 0, unexpected: 0, duplicate: 0, failVisible: 0, unknownBecause: null });
    expect(account.acknowledged + account.recovered).toBe(new Set(app.acknowledged).size);
    expect(app.entries.size).toBe(app.acknowledged.length);
  });

  it('finds each acknowledged write that a store forgot', async () => {
    const worker = startWorker(100);
    await app.untilAcknowledged(60);
    await worker.kill();
    const forgotten = (readHistory(await openJournal(path).read())?.writes ?? []).filter(isAcknowledged).slice(20, 27);
    for (const { id } of forgotten) app.entries.delete(id);

    const { lost, lostWrites } = await accountFor({ writersPerSecond: 100 });
    expect(lost).toBe(7);
    expect(lostWrites.map(({ id }) => id)).toEqual(forgotten.map(({ id }) => id));
    expect(lostWrites[0]).toMatchObject({ sequence: 21, acknowledgedBy: 'node a, epoch 1' });
  });
});

async function startHere(settings: object, journal: Journal): Promise<LoadSession> {
  const call = { settings: aStore(settings), runId: RUN_ID, journal, ports: probePorts() };
  return stopAfterwards(await probe.start(call));
}

function isAcknowledged({ outcome }: WriteOperation): boolean {
  return outcome === 'acknowledged';
}
