import { taint } from '../../../activities/faults/taint.ts';
import { taint as settingsOf } from '../../../experiments/definition/faults/taint.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { eventually } from '../../support/eventually.ts';
import { aHollowNode, type HollowNode } from '../../support/hollow-node.ts';
import { lasting } from '../../support/lasting.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';

onCluster('a taint on a double of a node, with the real controllers', () => {
  const cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let node: HollowNode;

  beforeAll(async () => {
    place = await aNamespace(cluster, 'taint');
    node = await aHollowNode(cluster);
  }, 120_000);
  afterAll(async () => {
    await node?.stop();
    await place?.remove();
  }, 180_000);

  const on = async (settings: object) =>
    aClusterCall<'taint'>(cluster, settingsOf.parse({ key: 'gameday.dev/test', ...settings }), (await node.read())!, {
      faultId: `${place.name}@kubernetes`,
    });

  it('ends the pods that do not tolerate it, and is seen when they go', async () => {
    const key = await node.pod(place.name);
    const call = await prepared(taint, await on({ effect: 'NoExecute', allow: ['pods-without-controller'] }));
    expect(await taint.touches!(call)).toEqual([`pod ${key.namespace}/${key.name}`]);
    const before = (await node.read())!;
    await taint.inject(call);
    await eventually(async () => (await taint.observe(call)).observed, 60_000, 'the pod is being deleted');
    await taint.undo(call);
    expect(await taint.verifyUndone(call)).toEqual([]);
    expect(lasting((await node.read())!)).toEqual(lasting(before));
  }, 120_000);

  it('is taken out of the list as it is now, with what others added meanwhile and whose list it is', async () => {
    const call = await prepared(taint, await on({ effect: 'NoSchedule', value: 'x' }));
    await taint.inject(call);
    await node.patch({ spec: { taints: [{ key: 'somebody/else', effect: 'NoSchedule' }, ...(await taints())] } });
    await taint.undo(call);
    expect(await taint.verifyUndone(call)).toEqual([]);
    expect((await taints()).map(({ key }) => key)).toEqual(['somebody/else', 'gameday.dev/hollow']);
    const owners = ((await node.read())?.metadata.managedFields ?? []) as { manager: string; fieldsV1: object }[];
    const owning = owners.filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes('"f:taints"'));
    // The controller of nodes has taints of its own for a node without kubelet, whenever it likes.
    expect(owning.map(({ manager }) => manager)).toEqual([
      expect.stringMatching(/^(a-colleague|kube-controller-manager)$/),
    ]);
  }, 120_000);

  const taints = async () => ((await node.read())!['spec'] as { taints: { key: string; effect: string }[] }).taints;
});
