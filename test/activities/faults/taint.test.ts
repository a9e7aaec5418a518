import type { ClusterObject, NewObject } from '../../../activities/cluster.ts';
import { mustLeave } from '../../../activities/faults/kubernetes/tolerates.ts';
import { taint } from '../../../activities/faults/taint.ts';
import { taint as settingsOf, type Taint } from '../../../experiments/definition/faults/taint.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../support/fake-cluster.ts';
import { lasting } from '../../support/lasting.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';

const NODE: NewObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, spec: { podCIDR: '10.0.0.0/24' } };
const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' };
const OURS = { key: 'test/chaos', effect: 'NoSchedule', value: 'x' };
const WEB: NewObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { namespace: 'shop', name: 'web' },
  spec: { replicas: 2 },
};

describe('taint', () => {
  let cluster: FakeCluster;
  const on = (special: Partial<Taint> = {}, spec: object = {}) => {
    const settings = settingsOf.parse({ key: 'test/chaos', value: 'x', effect: 'NoSchedule', ...special });
    const node = cluster.put({ ...NODE, spec: { ...(NODE['spec'] as object), ...spec } });
    return aClusterCall<'taint'>(cluster, settings, node);
  };
  const taints = () => (cluster.seen(keyOf(NODE))!['spec'] as { taints?: object[] }).taints;
  const others = (...all: object[]) =>
    cluster.change(
      keyOf(NODE),
      (node) => ({ ...node, spec: { ...(node['spec'] as object), taints: all } }),
      'controller',
    );

  beforeEach(() => {
    cluster = fakeCluster();
  });

  it('adds a taint beside others and takes it away again', async () => {
    const call = await prepared(taint, on({}, { taints: [NOT_READY] }));
    const before = cluster.seen(keyOf(NODE))!;
    await taint.inject(call);
    expect(taints()).toEqual([NOT_READY, OURS]);
    expect(await taint.observe(call)).toEqual({
      observed: true,
      evidence: 'node n1 has the taint test/chaos=x:NoSchedule',
    });
    await taint.undo(call);
    expect(await taint.verifyUndone(call)).toEqual([]);
    expect(lasting(cluster.seen(keyOf(NODE))!)).toEqual(lasting(before));
  });

  it('finds its taint by value when a controller changed the list meanwhile, and leaves theirs', async () => {
    const call = await prepared(taint, on());
    await taint.inject(call);
    others(NOT_READY, OURS);
    await taint.undo(call);
    expect(taints()).toEqual([NOT_READY]);
    expect(await taint.verifyUndone(call)).toEqual([]);
  });

  it('does not take away a taint whose value somebody has changed', async () => {
    const call = await prepared(taint, on());
    await taint.inject(call);
    others({ ...OURS, value: 'theirs' });
    await expect(taint.undo(call)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('spec.taints[key=test/chaos, effect=NoSchedule] was not there'),
    });
  });

  it('is refused on a node that has a taint of this key and effect', async () => {
    await expect(taint.prepareUndo(on({}, { taints: [{ ...OURS, value: 'y' }] }))).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('it has a taint test/chaos:NoSchedule already'),
    });
  });

  describe('with NoExecute', () => {
    let web: ClusterObject;
    const pod = (name: string, spec: object = {}, owner: ClusterObject | undefined = web) =>
      cluster.put(aPodOf(owner, name, { spec }));
    beforeEach(() => {
      web = cluster.put(WEB);
    });

    it('names the pods that must leave, waits for them to go, and for their workloads to come back', async () => {
      const leaving = pod('web-0');
      pod('web-1', { nodeName: 'n2' });
      const agents = cluster.put({ ...WEB, metadata: { namespace: 'shop', name: 'agents' } });
      pod('agents-0', { tolerations: [{ operator: 'Exists' }] }, agents);
      const call = await prepared(taint, on({ effect: 'NoExecute' }));
      expect(await taint.touches!(call)).toEqual(['pod shop/web-0']);
      await taint.inject(call);
      expect(await taint.observe(call)).toMatchObject({
        observed: false,
        evidence: expect.stringContaining('there are still pod shop/web-0'),
      });
      cluster.vanish(keyOf(leaving));
      expect(await taint.observe(call)).toMatchObject({ observed: true });
      await taint.undo(call);
      expect(await taint.verifyUndone(call)).toEqual([
        expect.stringContaining('pods of statefulset shop/web are Ready'),
      ]);
      pod('web-0', { nodeName: 'n2' });
      expect(await taint.verifyUndone(call)).toEqual([]);
    });

    it('refuses what would be lost, unless it may be', async () => {
      const bare = aPodOf(undefined, 'bare');
      cluster.put(bare);
      pod('web-0', { volumes: [{ name: 'cache', emptyDir: {} }] });
      await expect(taint.prepareUndo(on({ effect: 'NoExecute' }))).rejects.toMatchObject({
        type: 'Unsupported',
        message: expect.stringMatching(/pod shop\/bare has no controller.*; pod shop\/web-0 has data in an emptyDir/),
      });
      const allow = ['pods-without-controller', 'empty-dir-data'] as const;
      await expect(taint.prepareUndo(on({ effect: 'NoExecute', allow: [...allow] }))).resolves.toHaveProperty('record');
      await expect(taint.prepareUndo(on({ effect: 'NoSchedule' }))).resolves.toHaveProperty('record');
    });
  });

  it.each([
    [[], true],
    [[{ operator: 'Exists' }], false],
    [[{ key: 'k', operator: 'Exists' }], false],
    [[{ key: 'k', value: 'v' }], false],
    [[{ key: 'k', value: 'other' }], true],
    [[{ key: 'k', value: 'v', effect: 'NoSchedule' }], true],
    [[{ key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }], true],
    [[{ key: 'other', operator: 'Exists' }], true],
  ])('a pod with the tolerations %j must leave: %s', (tolerations, leaves) => {
    const pod = cluster.put(aPodOf(undefined, 'p', { spec: { tolerations } }));
    expect(mustLeave(pod, { key: 'k', value: 'v', effect: 'NoExecute' })).toBe(leaves);
  });
});
