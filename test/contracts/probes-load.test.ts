import type { Ports } from '../../activities/ports.ts';
import { loadProbes } from '../../activities/probes/index.ts';
import type { LoadProbe } from '../../activities/probes/probe.ts';
import type { LoadProbeKind, LoadProbeSpec } from '../../experiments/definition/probes/index.ts';
import { acknowledgedWrites } from '../../experiments/definition/probes/acknowledged-writes.ts';
import { probePorts, SECRET } from '../activities/probes/probe-ports.ts';
import { stopAfterwards, stopLoads } from '../activities/probes/stop-loads.ts';
import { type LocalApp, startLocalApp } from '../support/local-app.ts';
import { memoryJournal } from '../support/memory-journal.ts';

type Settings<K extends LoadProbeKind> = Extract<LoadProbeSpec, { kind: K }>['settings'];

interface Member<K extends LoadProbeKind> {
  readonly probe: LoadProbe<K>;
  readonly settings: (app: LocalApp) => Settings<K>;
}

const members: { readonly [K in LoadProbeKind]: Member<K> } = {
  'acknowledged-writes': {
    probe: loadProbes['acknowledged-writes'],
    settings: ({ url }) =>
      acknowledgedWrites.parse({
        url,
        writersPerSecond: 100,
        minimumPerSecond: 1,
        timeout: '1s',
        headers: { authorization: '${secret:TOKEN}' },
      }),
  },
};

const kinds = Object.values(loadProbes).map((probe) => probe.kind);

describe.each(kinds)('load probe contract: %s', (kind) => {
  describeMember(kind, members[kind]);
});

function describeMember<K extends LoadProbeKind>(kind: K, { probe, settings }: Member<K>): void {
  let app: LocalApp;
  let ports: Ports;
  beforeEach(async () => {
    app = await startLocalApp();
    ports = probePorts();
  });
  afterEach(async () => {
    await stopLoads();
    await app.close();
  });

  const start = async (journal = memoryJournal()) =>
    stopAfterwards(await probe.start({ settings: settings(app), runId: 'run/1', journal, ports }));
  const account = (journal: readonly string[], firstFaultAt?: number) =>
    probe.account({ settings: settings(app), journal, firstFaultAt, signal: new AbortController().signal, ports });

  it('is registered under its own name', () => {
    expect(probe.kind).toBe(kind);
  });

  it('counts each thing that happened in one tick only', async () => {
    const session = await start();
    await app.untilAcknowledged(20);
    const first = session.tick();
    await app.untilAcknowledged(40);
    await session.stop();
    const last = session.tick();

    expect(first.good).toBeGreaterThan(0);
    expect(first.good + last.good).toBeLessThanOrEqual(app.acknowledged.length);
    expect(first.latenciesMs.length + last.latenciesMs.length).toBe(first.good + last.good);
    expect(session.tick()).toMatchObject({ good: 0, bad: 0, unknown: 0, latenciesMs: [] });
  });

  it('sends nothing any more once it was stopped, and may be stopped twice', async () => {
    const journal = memoryJournal();
    const session = await start(journal);
    await app.untilAcknowledged(10);
    await session.stop();
    const before = journal.lines.length;
    await session.stop();
    await ports.clock.sleep(50);
    expect(journal.lines).toHaveLength(before);
  });

  it('stops within its timeout when nothing answers', async () => {
    const session = await start();
    await app.untilAcknowledged(10);
    app.behaviour = 'hang';
    const began = performance.now();
    await session.stop();
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it('goes on after what the target does to it: resets, errors, silence', async () => {
    const session = await start();
    for (const [index, behaviour] of (['reset', 'fail', 'hang'] as const).entries()) {
      app.behaviour = behaviour;
      await app.untilDisturbed((index + 1) * 10);
      app.behaviour = 'answer';
      await app.untilAcknowledged(app.acknowledged.length + 10);
    }
    await session.stop();
    expect(session.tick().bad).toBeGreaterThan(0);
  });

  it('uses no id twice when it continues a journal', async () => {
    const journal = memoryJournal();
    for (const count of [20, 40]) {
      const session = await start(journal);
      await app.untilAcknowledged(count);
      await session.stop();
    }
    expect(new Set(app.acknowledged).size).toBe(app.acknowledged.length);
    const { acknowledged, recovered, lost, duplicate } = await account(journal.lines);
    expect({ there: acknowledged + recovered, lost, duplicate }).toEqual({
      there: app.entries.size,
      lost: 0,
      duplicate: 0,
    });
  });

  it('has an account that stands after a healthy run, and that finds what is missing', async () => {
    const journal = memoryJournal();
    const session = await start(journal);
    await app.untilAcknowledged(60);
    await session.stop();
    expect(await account(journal.lines, Date.now())).toMatchObject({
      lost: 0,
      finalRead: 'done',
      unknownBecause: null,
    });

    app.entries.delete(app.acknowledged[30] ?? '');
    expect(await account(journal.lines, Date.now())).toMatchObject({ lost: 1, unknownBecause: null });
  });

  it('has an unknown account without a journal', async () => {
    expect(await account([])).toMatchObject({ unknownBecause: expect.stringContaining('journal') });
  });

  it('keeps secrets out of the journal and of its details', async () => {
    const journal = memoryJournal();
    const session = await start(journal);
    await app.untilAcknowledged(10);
    app.behaviour = 'fail';
    await app.untilDisturbed(5);
    await session.stop();
    const { detail } = session.tick();
    expect(`${journal.lines.join('\n')} ${detail}`).not.toContain(SECRET);
    expect(detail.length).toBeLessThanOrEqual(160);
    expect(detail).not.toContain('\n');
  });
}
