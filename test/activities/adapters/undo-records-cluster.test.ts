import { createClusterUndoRecords } from '../../../activities/adapters/undo-records-cluster.ts';
import { failure, FailureType } from '../../../activities/failures.ts';
import { markOf } from '../../../activities/kubernetes/marks.ts';
import type { UndoRecords } from '../../../activities/ports.ts';
import { type FakeCluster, fakeCluster } from '../../support/fake-cluster.ts';
import { aStoredUndo } from '../../support/fault-order.ts';

const FAULT = 'gameday/shop/20261120-101010/01-one/1.1-kill-the-leader@kubernetes';
const NAME = `1-1-kill-the-leader-${markOf(FAULT)}`;
const lease = (name: string) =>
  ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'gameday', name }) as const;
const forbidden = () => failure(FailureType.forbidden, 'namespaces is forbidden: User "worker" cannot create');
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', name: 'gameday' } as const;
const aRecord = (special: Parameters<typeof aStoredUndo>[0] = {}) => aStoredUndo({ faultId: FAULT, ...special });

describe('undo records in a cluster', () => {
  let cluster: FakeCluster;
  let records: UndoRecords;
  beforeEach(() => {
    cluster = fakeCluster();
    records = createClusterUndoRecords(cluster, 'gameday', 'worker 7 on a-host');
  });

  const end = () => {
    cluster.put({
      ...NAMESPACE,
      metadata: { name: 'gameday', deletionTimestamp: '2026-11-20T00:00:00Z', finalizers: ['f'] },
    });
  };

  it('are one lease per fault, whatever its id looks like', async () => {
    const ids = ['a/b', 'a_b', '..', 'ü*', 'x'.repeat(500), `${'x'.repeat(500)}y`, FAULT];
    for (const faultId of ids) await records.write(aStoredUndo({ faultId }));
    expect((await records.list()).map(({ faultId }) => faultId).toSorted()).toEqual(ids.toSorted());
    for (const faultId of ids) expect((await records.read(faultId))?.faultId).toBe(faultId);
    const names = (await cluster.list({ ...lease(''), namespace: 'gameday' })).map(({ metadata }) => metadata.name);
    expect(names).toHaveLength(ids.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
  });

  it('tell a person with kubectl which fault it is, in which state, on what, and of whom', async () => {
    const owner = { workflowId: 'gameday/shop/20261120-101010/01-one', gameDayId: 'gameday/shop/20261120-101010' };
    const target = { key: 'kubernetes/shop/pod/web-1', label: 'pod shop/web-1' };
    await records.write(aRecord({ state: 'active', owner, target, expiresAt: Date.UTC(2026, 10, 20) }));
    const { metadata, spec } = cluster.seen(lease(NAME))!;
    expect(spec).toEqual({ holderIdentity: 'active on pod shop/web-1, of gameday/shop/20261120-101010' });
    expect(metadata.labels).toEqual({
      'gameday.dev/fault': markOf(FAULT),
      'gameday.dev/record': 'true',
      'gameday.dev/game-day': 'shop-20261120-101010',
      'gameday.dev/state': 'active',
    });
    expect(metadata.annotations).toEqual({
      'gameday.dev/fault-id': FAULT,
      'gameday.dev/owner': owner.workflowId,
      'gameday.dev/expires-at': '2026-11-20T00:00:00.000Z',
      'gameday.dev/undo': expect.stringContaining('"state":"active"'),
    });
  });

  it('are read as they were written, and replaced as a whole', async () => {
    const record = aRecord({ order: { baseline: { replicas: 3 } }, injectedAt: 5, log: [{ at: 1, what: 'owed' }] });
    await records.write(record);
    expect(await records.read(FAULT)).toEqual(record);
    const { injectedAt: _, ...later } = { ...record, state: 'undone' as const, undoneAt: 7 };
    await records.write(later);
    expect(await records.list()).toEqual([later]);
  });

  it('are not there before the first fault, nor after they were removed', async () => {
    expect(await records.list()).toEqual([]);
    expect(await records.survey()).toEqual([]);
    expect(await records.read(FAULT)).toBeUndefined();
    await records.write(aRecord());
    await records.exclusively(FAULT, () => records.remove(FAULT));
    await records.remove(FAULT);
    expect(await records.list()).toEqual([]);
    expect(cluster.seen(lease(NAME))).toBeUndefined();
  });

  it('take a sign of life in one small request, which no write of the record undoes', async () => {
    await records.write(aRecord());
    const [before, until] = [cluster.calls.length, Date.now() + 60_000];
    await records.renew(FAULT, until);
    expect(cluster.calls.slice(before)).toMatchObject([{ verb: 'patch', args: [{}, { type: 'merge' }] }]);
    expect(cluster.seen(lease(NAME))?.['spec']).toMatchObject({
      renewTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      leaseDurationSeconds: 60,
    });
    expect((await records.read(FAULT))?.leaseUntil).toBeCloseTo(until, -1);
    await records.write(aRecord({ state: 'active', leaseUntil: 1 }));
    expect((await records.read(FAULT))?.leaseUntil).toBeCloseTo(until, -1);
  });

  it('make nothing of a sign of life for a fault that has no record', async () => {
    await records.renew(FAULT, Date.now() + 60_000);
    expect(cluster.seen(lease(NAME))).toBeUndefined();
  });

  it('do not pass over a record that cannot be read: a fault may still be on', async () => {
    await records.write(aRecord());
    await records.write(aStoredUndo({ faultId: 'other' }));
    const annotate = (text: string) =>
      cluster.change(lease(NAME), ({ metadata, ...rest }) => ({
        ...rest,
        metadata: { ...metadata, annotations: { ...metadata.annotations, 'gameday.dev/undo': text } },
      }));
    annotate('{');
    await expect(records.list()).rejects.toThrow(
      /^The undo in lease 1-1-kill-the-leader-\w+ .* is not JSON\. .*by hand/,
    );
    await expect(records.read(FAULT)).rejects.toThrow('is not JSON');
    expect(await records.survey()).toEqual([
      { file: `lease ${NAME} in namespace gameday`, problem: expect.stringContaining('A fault may still be on') },
      { file: expect.stringContaining('lease other-'), record: expect.objectContaining({ faultId: 'other' }) },
    ]);
    annotate('{"faultId":"f"}');
    expect((await records.survey())[0]).toMatchObject({
      problem: expect.stringMatching(/is not an undo record\. .*kubectl get lease \S+ -n gameday -o yaml/),
    });
  });

  it('say so when a record is too large, before anything was touched', async () => {
    const order = { baseline: 'x'.repeat(200_000) };
    await expect(records.write(aRecord({ order }))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringMatching(
        /^process 1 was not touched: .* would have 200\d+ bytes, and there is room for 180224/,
      ),
    });
    expect(cluster.seen(lease(NAME))).toBeUndefined();
  });

  it('leave the middle of a log out rather than fail an undo that is tried for days', async () => {
    const log = Array.from({ length: 5_000 }, (_, at) => ({ at, what: `not undone: ${'ü'.repeat(500)}` }));
    await records.write(aRecord({ state: 'undoing', log, order: { baseline: 'x'.repeat(170_000) } }));
    const kept = (await records.read(FAULT))!;
    expect(kept.log).toHaveLength(51);
    expect(kept.log[10]).toEqual({ at: 10, what: '… 4950 lines are left out here' });
    expect(kept.log.at(-1)?.at).toBe(4_999);
    expect(Buffer.byteLength(JSON.stringify(cluster.seen(lease(NAME))?.metadata.annotations))).toBeLessThan(262_144);
  });

  describe('and their namespace', () => {
    it('is made when it is not there', async () => {
      await records.write(aRecord());
      expect(cluster.seen(NAMESPACE)?.metadata.labels).toEqual({ 'app.kubernetes.io/managed-by': 'gameday' });
    });

    it('is asked for by name when it may not be made, and nothing is injected', async () => {
      cluster.failAt(({ verb, what }) => verb === 'create' && what === 'Namespace gameday', forbidden());
      await expect(records.write(aRecord())).rejects.toMatchObject({
        type: 'Forbidden',
        message: expect.stringMatching(
          /^Nothing was injected: .*cannot create\)\. Make it: kubectl create namespace gameday$/,
        ),
      });
    });

    it('is not needed to be readable by whoever may write leases in it', async () => {
      cluster.put({ ...NAMESPACE, metadata: { name: 'gameday' } });
      cluster.failAt(({ verb, what }) => verb === 'get' && what === 'Namespace gameday', forbidden());
      await records.write(aRecord());
      expect(await records.read(FAULT)).toMatchObject({ state: 'owed' });
    });

    it('keeps a fault from being injected once it is being deleted', async () => {
      await records.write(aRecord());
      await records.exclusively(FAULT, async () => {
        end();
        const refused = {
          type: 'Forbidden',
          message: expect.stringContaining('gameday, in which the undo records are kept, is being deleted'),
        };
        await expect(records.write(aRecord({ state: 'injecting' }))).rejects.toMatchObject(refused);
      });
      cluster.vanish(lease(NAME));
      await expect(records.write(aRecord())).rejects.toMatchObject({ type: 'Forbidden' });
    });

    it('keeps nobody from undoing when it is being deleted, gone, or may not be made', async () => {
      await records.write(aRecord({ state: 'active' }));
      end();
      cluster.vanish(lease(NAME));
      const undo = () =>
        records.exclusively(FAULT, async () => {
          await records.write(aRecord({ state: 'undoing' }));
          await records.renew(FAULT, Date.now() + 60_000);
          await records.write(aRecord({ state: 'undone' }));
          return 'undone';
        });
      expect(await undo()).toBe('undone');
      cluster.vanish(NAMESPACE);
      cluster.failAt(({ verb, what }) => verb === 'create' && what === 'Namespace gameday', forbidden());
      expect(await undo()).toBe('undone');
      expect(await undo()).toBe('undone');
      expect(await records.read(FAULT)).toMatchObject({ state: 'undone' });
    });
  });
});
