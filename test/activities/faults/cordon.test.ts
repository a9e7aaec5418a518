import type { NewObject } from '../../../activities/cluster.ts';
import { cordon } from '../../../activities/faults/cordon.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../support/fake-cluster.ts';
import { lasting } from '../../support/lasting.ts';

const NODE: NewObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, spec: { podCIDR: '10.0.0.0/24' } };
const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

describe('cordon', () => {
  let cluster: FakeCluster;
  const taints = (...all: object[]) =>
    cluster.change(
      keyOf(NODE),
      (node) => ({ ...node, spec: { ...(node['spec'] as object), taints: all } }),
      'controller',
    );

  beforeEach(() => {
    cluster = fakeCluster();
  });

  it('makes the node unschedulable and schedulable again, and leaves the taints to their controller', async () => {
    const before = cluster.put(NODE);
    const call = await prepared(cordon, aClusterCall<'cordon'>(cluster, {}, before));
    await cordon.inject(call);
    expect(cluster.seen(keyOf(NODE))?.['spec']).toMatchObject({ unschedulable: true });
    expect(await cordon.observe(call)).toEqual({ observed: true, evidence: 'node n1 is unschedulable' });
    taints(TAINT);
    await cordon.undo(call);
    expect(await cordon.verifyUndone(call)).toEqual(['node n1 still has the taint node.kubernetes.io/unschedulable']);
    taints();
    expect(await cordon.verifyUndone(call)).toEqual([]);
    cluster.change(keyOf(NODE), (node) => ({ ...node, spec: { podCIDR: '10.0.0.0/24' } }), 'controller');
    expect(lasting(cluster.seen(keyOf(NODE))!)).toEqual(lasting(before));
  });

  it('is refused on a node that somebody has cordoned: nobody would know when it may take pods again', async () => {
    const node = cluster.put({ ...NODE, spec: { unschedulable: true } });
    await expect(cordon.prepareUndo(aClusterCall<'cordon'>(cluster, {}, node))).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('spec.unschedulable is true already'),
    });
  });

  it('owes nothing for a node that is gone', async () => {
    const call = await prepared(cordon, aClusterCall<'cordon'>(cluster, {}, cluster.put(NODE)));
    await cordon.inject(call);
    cluster.vanish(keyOf(NODE));
    await cordon.undo(call);
    expect(await cordon.verifyUndone(call)).toEqual([]);
    expect(cordon.expiry({})).toMatchObject({
      by: 'none',
      text: expect.stringContaining('gameday sweep --kubernetes'),
    });
  });
});
