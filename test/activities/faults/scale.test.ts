import type { ClusterObject, NewObject } from '../../../activities/cluster.ts';
import { scale, wanted } from '../../../activities/faults/scale.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../support/fake-cluster.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';

const web = (
  special: { readonly kind?: string; readonly spec?: object; readonly metadata?: object } = {},
): NewObject => ({
  apiVersion: 'apps/v1',
  kind: special.kind ?? 'Deployment',
  metadata: { namespace: 'shop', name: 'web', ...special.metadata },
  spec: { replicas: 3, ...special.spec },
  status: { observedGeneration: 1, replicas: 3, readyReplicas: 3 },
});

describe('scale', () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = fakeCluster();
  });

  const on = (object: ClusterObject, replicas: number | string = 1) =>
    aClusterCall<'scale'>(cluster, { replicas }, object);
  const status = (object: ClusterObject, seen: object) =>
    cluster.change(keyOf(object), (now) => ({ ...now, status: seen }));

  it.each([
    [0, 3, 0],
    ['50%', 3, 2],
    ['50%', 1, 1],
    ['20%', 2, 1],
    ['0%', 5, 0],
    ['150%', 3, 4],
    ['100%', 3, 3],
    ['200%', 0, 0],
  ] as const)('to %s of %i replicas means %i: rounded towards the number before', (replicas, before, after) => {
    expect(wanted(replicas, before)).toBe(after);
  });

  it('has an effect when the controller has seen it and so many pods are there', async () => {
    const object = cluster.put(web());
    const call = await prepared(scale, on(object));
    expect(await scale.observe(call)).toEqual({
      observed: false,
      evidence: 'deployment shop/web: spec.replicas is 3, and the fault makes it 1',
    });
    await scale.inject(call);
    expect(await scale.observe(call)).toMatchObject({ observed: false });
    status(object, { observedGeneration: 2, replicas: 1, readyReplicas: 1 });
    expect(await scale.observe(call)).toEqual({
      observed: true,
      evidence: 'deployment shop/web wants 1 replicas and has 1, of which 1 are ready',
    });
  });

  it('is undone when as many are ready as before, or as are wanted now', async () => {
    const object = cluster.put(web());
    const call = await prepared(scale, on(object, 0));
    await scale.inject(call);
    await scale.undo(call);
    const lines = async (seen: object) => {
      status(object, { observedGeneration: 3, ...seen });
      return await scale.verifyUndone(call);
    };
    expect(await lines({ observedGeneration: 2 })).toEqual([
      'the controller of deployment shop/web has not seen yet that it wants 3 replicas',
    ]);
    expect(await lines({ replicas: 3, readyReplicas: 2 })).toEqual([
      '2 replicas of deployment shop/web are ready, before the fault 3 were',
    ]);
    expect(await lines({ replicas: 5, readyReplicas: 3 })).toEqual([
      'deployment shop/web still has 5 replicas, and wants 3',
    ]);
    expect(await lines({ replicas: 3, readyReplicas: 3 })).toEqual([]);
  });

  it('does not ask for more ready replicas than there were before', async () => {
    const object = cluster.put({ ...web(), status: { observedGeneration: 1, replicas: 3, readyReplicas: 1 } });
    const call = await prepared(scale, on(object, 0));
    await scale.inject(call);
    await scale.undo(call);
    status(object, { observedGeneration: 3, replicas: 3, readyReplicas: 1 });
    expect(await scale.verifyUndone(call)).toEqual([]);
  });

  it('names the pods of which some would go, and none when none does', async () => {
    const object = cluster.put(web({ kind: 'StatefulSet' }));
    cluster.put(aPodOf(object, 'web-0'));
    expect(await scale.touches!(on(object, '50%'))).toEqual(['pod shop/web-0']);
    expect(await scale.touches!(on(object, 4))).toEqual([]);
  });

  it('refuses what another controller would set back at once', async () => {
    const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'u', controller: true };
    const object = cluster.put(web({ kind: 'ReplicaSet', metadata: { ownerReferences: [owner] } }));
    await expect(scale.prepareUndo(on(object))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('Deployment web controls it'),
    });
  });

  it('refuses to take replicas away whose data would be deleted with them, and adds some all the same', async () => {
    const spec = { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' } };
    const object = cluster.put(web({ kind: 'StatefulSet', spec }));
    await expect(scale.prepareUndo(on(object, '50%'))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('the data of the replicas that go would be lost'),
    });
    await expect(scale.prepareUndo(on(object, 4))).resolves.toHaveProperty('record');
  });

  it('refuses a percentage that changes nothing, and a target that is gone', async () => {
    const object = cluster.put(web({ spec: { replicas: 1 } }));
    await expect(scale.prepareUndo(on(object, '50%'))).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('spec.replicas is 1 already'),
    });
    cluster.vanish(keyOf(object));
    await expect(scale.prepareUndo(on(object))).rejects.toMatchObject({ type: 'TargetMissing' });
    expect(cluster.writes()).toEqual([]);
  });
});
