import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ourHolding, stateOfHolding } from '../../../activities/adapters/undo-records-cluster-holder.ts';
import { createClusterUndoRecords } from '../../../activities/adapters/undo-records-cluster.ts';
import type { Cluster } from '../../../activities/cluster.ts';
import { markOf } from '../../../activities/kubernetes/marks.ts';
import type { UndoState } from '../../../activities/ports.ts';
import { type FakeCluster, fakeCluster } from '../../support/fake-cluster.ts';
import { aStoredUndo } from '../../support/fault-order.ts';
import { Crash, crashingCluster } from '../../support/fault-world.ts';

const PACE = { signEveryMs: 40, silentForMs: 400 };
const LEASE = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  namespace: 'gameday',
  name: `f-${markOf('f')}`,
} as const;
const never = new Promise<never>(() => {});

const record = (state: UndoState) => aStoredUndo({ faultId: 'f', state });
const ours = (): Readonly<Record<string, unknown>> => JSON.parse(ourHolding('x', 'n'));

describe('the lock of an undo record in a cluster', () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = fakeCluster({ objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gameday' } }] });
  });

  const recordsOf = (by: string, seen: Cluster = cluster) => createClusterUndoRecords(seen, 'gameday', by, PACE);
  /** There is one, or none. */
  const lease = () => cluster.seen(LEASE);
  const lockOn = () => lease()?.metadata.annotations?.['gameday.dev/lock'];
  const annotate = (annotations: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>> = {}) =>
    cluster.change(LEASE, ({ metadata, ...rest }) => ({
      ...rest,
      metadata: {
        ...metadata,
        labels: { ...metadata.labels, ...labels },
        annotations: { ...metadata.annotations, ...annotations },
      },
    }));
  /** As after the holder was stopped, cut off, or its machine burnt: the lock stays, no sign comes. */
  const leaveLocked = (holding: object) =>
    annotate({ 'gameday.dev/lock': JSON.stringify(holding), 'gameday.dev/lock-sign': '3' });
  /** As seen by a worker whose signs do not get through. */
  const deaf = (): Cluster => ({
    ...cluster,
    patch: (key, order) => (isSign(order.body) ? never : cluster.patch(key, order)),
  });

  it('lets one work at a time, in one process and in two, and is given back when the work fails', async () => {
    let [working, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, (working += 1));
      await sleep(5);
      working -= 1;
      throw new Error('on purpose');
    };
    const [one, other] = [recordsOf('one'), recordsOf('other')];
    const all = await Promise.allSettled([one, other, one, other].map((records) => records.exclusively('f', work)));
    expect(all.map((each) => each.status === 'rejected' && String(each.reason))).toEqual(
      Array(4).fill('Error: on purpose'),
    );
    expect(most).toBe(1);
  });

  it('goes away as a whole when there is no record, and leaves the record otherwise', async () => {
    const records = recordsOf('one');
    await records.exclusively('f', async () => {
      expect(lease()).toMatchObject({ spec: { holderIdentity: 'being prepared by one' } });
      expect(await records.read('f')).toBeUndefined();
      expect(await records.survey()).toEqual([]);
    });
    expect(lease()).toBeUndefined();
    await records.exclusively('f', () => records.write(record('owed')));
    expect(await records.read('f')).toEqual(record('owed'));
    expect(Object.keys(lease()?.metadata.annotations ?? {}).filter((name) => name.includes('lock'))).toEqual([]);
  });

  it('does not hold up another fault', async () => {
    const records = recordsOf('one');
    expect(await records.exclusively('f', () => records.exclusively('g', async () => 'both'))).toBe('both');
  });

  it('is not taken from a holder that gives signs, however long it works', async () => {
    const end = new AbortController();
    const working = recordsOf('one').exclusively('f', () => once(end.signal, 'abort'));
    const signal = AbortSignal.timeout(4 * PACE.silentForMs);
    await expect(recordsOf('other').exclusively('f', async () => {}, { signal })).rejects.toThrow('aborted');
    end.abort();
    await working;
  });

  it('is taken from a holder elsewhere that gives no sign for so long, by our own clock', async () => {
    const records = recordsOf('one');
    await records.write(record('active'));
    leaveLocked({ ...ours(), host: 'elsewhere' });
    const began = performance.now();
    expect(await records.exclusively('f', async () => 'mine')).toBe('mine');
    expect(performance.now() - began).toBeGreaterThanOrEqual(PACE.silentForMs);
    expect(lockOn()).toBeUndefined();
  });

  it('is taken at once from a process of this machine that is dead, and from no other', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    const holding = ours();
    const states = [
      holding,
      { ...holding, pid: child.pid, startTicks: 1 },
      { ...holding, pid: child.pid, bootId: 'of another machine of this name' },
      { ...holding, pid: child.pid, pidNamespace: 'pid:[1]' },
      'not what we write',
    ].map((one) =>
      stateOfHolding(typeof one === 'string' ? one : JSON.stringify(one), new Set([JSON.stringify(holding)])),
    );
    expect(states).toEqual(['working', 'dead', 'elsewhere', 'elsewhere', 'elsewhere']);
    const records = recordsOf('one');
    await records.write(record('active'));
    leaveLocked({ ...holding, pid: child.pid, startTicks: 1 });
    const began = performance.now();
    await records.exclusively('f', async () => {});
    expect(performance.now() - began).toBeLessThan(PACE.silentForMs);
  });

  it('is lost by who gave no sign: then he cannot say that the fault is on, but that it is undone', async () => {
    const late = recordsOf('late', deaf());
    const other = recordsOf('other');
    const lost = new AbortController();
    const isLost = once(lost.signal, 'abort');
    const working = late.exclusively('f', async () => {
      await late.write(record('injecting'));
      await isLost;
      for (const state of ['owed', 'injecting', 'active'] as const) {
        const message = expect.stringMatching(`^That f is ${state} was not written down: another process has taken`);
        await expect(late.write(record(state))).rejects.toMatchObject({ type: 'EffectFailed', message });
      }
      expect(await late.read('f')).toMatchObject({ state: 'undone' });
      await late.write(record('undoing'));
      expect(await other.read('f')).toMatchObject({ state: 'undoing' });
    });
    await other.exclusively('f', async () => {
      await other.write(record('undone'));
      lost.abort();
      await working;
      expect(lockOn()).toContain('"by":"other"');
    });
    expect(lockOn()).toBeUndefined();
  });

  it('is not freed by the late one who wrote nothing, nor is what another has written deleted with it', async () => {
    const other = recordsOf('other');
    const taken = new AbortController();
    const isTaken = once(taken.signal, 'abort');
    const working = recordsOf('late', deaf()).exclusively('f', () => isTaken);
    await other.exclusively('f', async () => {
      await other.write(record('owed'));
      taken.abort();
      await working;
      expect(lockOn()).toContain('"by":"other"');
    });
    expect(lockOn()).toBeUndefined();
    expect(await other.read('f')).toMatchObject({ state: 'owed' });
  });

  it('does not delete a lock with which somebody wrote a record right before', async () => {
    const records = recordsOf('one');
    cluster.before(
      ({ verb }) => verb === 'delete',
      () => void annotate({}, { 'gameday.dev/record': 'true' }),
    );
    await records.exclusively('f', async () => {});
    expect(lease()).toBeDefined();
  });

  it('waits for whoever is quicker, and stops waiting when it is told to', async () => {
    cluster.conflictAt(({ verb }) => verb === 'create');
    expect(await recordsOf('one').exclusively('f', async () => 'mine')).toBe('mine');
    await expect(
      recordsOf('one').exclusively('f', async () => {}, { signal: AbortSignal.abort(new Error('told to')) }),
    ).rejects.toThrow('told to');
  });

  it('does not take for silence what it could not see: a cluster that does not answer', async () => {
    const records = recordsOf('one');
    await records.write(record('active'));
    leaveLocked({ ...ours(), host: 'elsewhere' });
    cluster.failAt(({ verb }) => verb === 'get');
    await expect(records.exclusively('f', async () => {})).rejects.toMatchObject({ type: 'EffectFailed' });
  });

  it('is taken at once from ourselves when its answer was lost, or it could not be given back', async () => {
    cluster.loseAnswerAt(({ verb }) => verb === 'create');
    const records = recordsOf('one');
    await expect(records.exclusively('f', async () => {})).rejects.toMatchObject({ type: 'EffectFailed' });
    expect(lockOn()).toContain('"by":"one"');
    const began = performance.now();
    await records.exclusively('f', () => records.write(record('active')));
    expect(performance.now() - began).toBeLessThan(PACE.silentForMs);
  });

  it('is given back by who stopped waiting while he got it, and the work is not begun', async () => {
    const records = recordsOf('one');
    const stop = new AbortController();
    cluster.before(
      ({ verb }) => verb === 'create',
      () => stop.abort(new Error('told to stop')),
    );
    const work = records.exclusively('f', async () => 'begun', { signal: stop.signal });
    await expect(work).rejects.toThrow('told to stop');
    expect(lease()).toBeUndefined();
  });

  it('gives the work its end although the lock could not be given back', async () => {
    const records = recordsOf('one');
    await records.write(record('active'));
    const done = await records.exclusively('f', async () => {
      cluster.failAt(({ verb, args }) => verb === 'patch' && JSON.stringify(args).includes('"remove"'));
      return 'done';
    });
    expect(done).toBe('done');
    expect(await recordsOf('other').exclusively('f', async () => 'mine')).toBe('mine');
  });

  it('leaves nothing behind that keeps others out, wherever its holder dies', async () => {
    let deaths = 0;
    for (;;) {
      const call = deaths + 1;
      const dying = crashingCluster(call, cluster);
      const died = recordsOf('dying', dying.cluster);
      const end = died.exclusively('f', () => died.write(record('owed'))).catch((error: unknown) => error);
      const how = await Promise.race([end, sleep(200, 'stands still')]);
      if (!dying.crashed()) break;
      deaths += 1;
      expect([undefined, 'stands still', expect.any(Crash)]).toContainEqual(how);
      const next = recordsOf('next');
      await next.exclusively('f', () => next.write(record('undone')));
      expect(await next.read('f')).toMatchObject({ state: 'undone' });
      await next.remove('f');
      expect(lease()).toBeUndefined();
    }
    expect(deaths).toBeGreaterThan(4);
  });
});

const isSign = (body: unknown): boolean =>
  JSON.stringify(body).includes('"op":"add","path":"/metadata/annotations/gameday.dev~1lock-sign"');
