import { createClusterUndoRecords } from '../../../activities/adapters/undo-records-cluster.ts';
import type { UndoRecords, UndoState } from '../../../activities/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { type Child, startChildUnder } from '../../support/fault-child.ts';
import { aStoredUndo } from '../../support/fault-order.ts';
import { useNamespace } from '../../support/kubernetes.ts';
import { aNamespace, onCluster } from '../../support/live-cluster.ts';

const SILENT_MS = 8_000;
/** Processes take their time to start on a busy machine. */
const PATIENT_MS = 180_000;

const answer = (child: Child, state: UndoState | 'free'): Promise<string> => {
  child.say(state);
  return child.line();
};

onCluster('undo records on a real API server', () => {
  const namespace = useNamespace('records');
  const { cluster } = namespace;
  let records: UndoRecords;
  let fault = '';
  let nth = 0;
  const record = (state: UndoState, special = {}) => aStoredUndo({ faultId: fault, state, ...special });
  const children: Child[] = [];
  beforeEach(() => {
    fault = `gameday/shop/20261120-101010/01-one/${(nth += 1)}.1-kill-the-leader@kubernetes`;
    records = createClusterUndoRecords(cluster, namespace.name, 'the test');
  });
  afterEach(() => Promise.all(children.splice(0).map((child) => child.kill())));

  const holder = (...before: readonly string[]) => {
    const child = startChildUnder(before, 'fault-cluster-lock-holder.ts', namespace.name, fault);
    children.push(child);
    return child;
  };

  it('are read as they were written, renewed, listed and removed', async () => {
    const written = record('active', {
      order: { baseline: { ümläut: [1, null, '"'] } },
      log: [{ at: 1, what: 'owed' }],
    });
    await records.write(written);
    const until = Date.now() + 60_000;
    await records.renew(fault, until);
    expect(await records.read(fault)).toEqual({ ...written, leaseUntil: until });
    await records.write(aStoredUndo({ faultId: 'another@kubernetes' }));
    expect((await records.list()).map(({ faultId }) => faultId).toSorted()).toEqual(['another@kubernetes', fault]);
    expect(await records.survey()).toHaveLength(2);
    for (const { faultId } of await records.list()) await records.remove(faultId);
    expect(await records.list()).toEqual([]);
  });

  it('tell a person with kubectl get leases what is on', async () => {
    await records.write(record('active', { target: { key: 'k', label: 'pod shop/web-1' } }));
    const text = await namespace.kubectl('get', 'leases', '-l', 'gameday.dev/state=active');
    expect(text).toMatch(/^NAME +HOLDER +AGE\n\d-1-kill-the-leader-\w{16} +active on pod shop\/web-1, of day +\d+s\n$/);
  });

  it('take renewals and writes at the same time, and lose none', async () => {
    await records.write(record('owed'));
    const until = Date.now() + 60_000;
    await records.exclusively(fault, async () => {
      const renewals = Array.from({ length: 40 }, (_, more) => records.renew(fault, until + more));
      for (let injectedAt = 0; injectedAt < 20; injectedAt += 1)
        await records.write(record('injecting', { injectedAt }));
      await Promise.all(renewals);
    });
    expect(await records.read(fault)).toMatchObject({ state: 'injecting', injectedAt: 19 });
  });

  it('take a record as large as is promised, and refuse a larger one before the API server does', async () => {
    const order = { baseline: 'ü'.repeat(87_000) };
    await records.write(record('owed', { order }));
    expect(await records.read(fault)).toMatchObject({ order });
    const log = Array.from({ length: 2_000 }, (_, at) => ({ at, what: '"'.repeat(400) }));
    await records.write(record('undoing', { order, log }));
    expect((await records.read(fault))?.log).toHaveLength(51);
    await expect(records.write(record('owed', { order: { baseline: 'x'.repeat(190_000) } }))).rejects.toMatchObject({
      type: 'Unsupported',
    });
  });

  it(
    'let one of two processes work at a time',
    async () => {
      const both = [holder(), holder()];
      const lines = both.map((child) => child.line().then(() => child));
      const first = await Promise.race(lines);
      const [second, secondHolds] = first === both[0] ? [both[1]!, lines[1]!] : [both[0]!, lines[0]!];
      const order: string[] = [];
      const later = secondHolds.then(() => order.push('second holds'));
      expect(await answer(first, 'injecting')).toBe('written');
      order.push(await answer(first, 'free'));
      await later;
      expect(await answer(second, 'undone')).toBe('written');
      expect(await answer(second, 'free')).toBe('released');
      expect(order).toEqual(['released', 'second holds']);
      expect(await records.read(fault)).toMatchObject({ state: 'undone' });
    },
    PATIENT_MS,
  );

  it(
    'are free at once when the holder on this machine was killed, and its record is as it left it',
    async () => {
      const dead = holder();
      await dead.line();
      expect(await answer(dead, 'injecting')).toBe('written');
      await dead.kill();
      const began = performance.now();
      expect(await records.exclusively(fault, () => records.read(fault))).toMatchObject({ state: 'injecting' });
      expect(performance.now() - began).toBeLessThan(SILENT_MS / 2);
    },
    PATIENT_MS,
  );

  it(
    'are free after 8 s when the holder was killed where nobody sees it, as in a container that is gone',
    async () => {
      const dead = holder('unshare', '--pid', '--fork', '--kill-child');
      await dead.line();
      expect(await answer(dead, 'injecting')).toBe('written');
      await dead.kill();
      const began = performance.now();
      await records.exclusively(fault, () => records.write(record('undone')));
      expect(performance.now() - began).toBeGreaterThan(SILENT_MS - 500);
      expect(await records.read(fault)).toMatchObject({ state: 'undone' });
    },
    PATIENT_MS,
  );

  it(
    'keep one that stood still from saying that the fault is on, once another has undone it',
    async () => {
      const stopped = holder();
      await stopped.line();
      expect(await answer(stopped, 'injecting')).toBe('written');
      process.kill(stopped.pid, 'SIGSTOP');
      await records.exclusively(fault, () => records.write(record('undone')), { stealAfterMs: 300 });
      process.kill(stopped.pid, 'SIGCONT');
      expect(await answer(stopped, 'active')).toMatch(
        /^That \S+ is active was not written down: another process has taken/,
      );
      expect(await records.read(fault)).toMatchObject({ state: 'undone' });
      expect(await answer(stopped, 'undoing')).toBe('written');
      expect(await answer(stopped, 'free')).toBe('released');
      expect(await records.exclusively(fault, async () => 'free')).toBe('free');
    },
    PATIENT_MS,
  );

  it('let nothing be injected while their namespace is being deleted, and everything be undone', async () => {
    const { name, remove } = await aNamespace(cluster, 'leaving');
    const leaving = createClusterUndoRecords(cluster, name, 'the test');
    await leaving.write(record('owed'));
    const keeper = { apiVersion: 'v1', kind: 'ConfigMap', namespace: name, name: 'keeper' };
    const metadata = { namespace: name, name: 'keeper', finalizers: ['gameday.dev/test'] };
    await cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
    await leaving.exclusively(fault, async () => {
      await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name });
      await expect(leaving.write(record('injecting'))).rejects.toMatchObject({
        type: 'Forbidden',
        message: expect.stringContaining('is being deleted. Wait until it is gone, or keep them in another'),
      });
    });
    await eventually(async () => (await leaving.list()).length === 0);
    await leaving.exclusively(fault, async () => {
      await leaving.write(record('undoing'));
      await leaving.write(record('undone'));
    });
    await expect(leaving.write(record('owed'))).rejects.toMatchObject({ type: 'Forbidden' });
    await cluster.patch(keeper, { type: 'merge', body: { metadata: { finalizers: null } } });
    await remove();
  }, 90_000);

  it('make their namespace when it is not there', async () => {
    const name = `${namespace.name}-made`;
    const other = createClusterUndoRecords(cluster, name, 'the test');
    expect(await other.list()).toEqual([]);
    await other.write(record('owed'));
    expect(await other.read(fault)).toMatchObject({ state: 'owed' });
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name });
  });
});
