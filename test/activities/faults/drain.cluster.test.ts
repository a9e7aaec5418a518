import type { ClusterObject } from '../../../activities/cluster.ts';
import { drain } from '../../../activities/faults/drain.ts';
import { drain as settingsOf } from '../../../experiments/definition/faults/drain.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { aWorkload, type Made, made, type Workload } from '../../support/cluster-workload.ts';
import { eventually } from '../../support/eventually.ts';
import { lasting } from '../../support/lasting.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';

/** The controller that taints a cordoned node wrote meanwhile, at a time of its own; the server sorts owners by time. */
function ofOthers(node: ClusterObject): object {
  const managedFields = (node.metadata.managedFields ?? []) as { manager: string; time: string }[];
  const timeless = managedFields
    .map((owner) => ({ ...owner, time: owner.manager === 'kube-controller-manager' ? 'any' : owner.time }))
    .toSorted((a, b) => (a.manager < b.manager ? -1 : 1));
  return lasting({ ...node, metadata: { ...node.metadata, managedFields: timeless } });
}

onCluster('drain of a real node', () => {
  const cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let web: Workload;
  let budget: Made;

  beforeAll(async () => {
    place = await aNamespace(cluster, 'drain');
    web = await aWorkload(cluster, place.name, { replicas: 2, name: place.name });
    budget = await made(cluster, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { namespace: place.name, name: 'web-budget' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: place.name } } },
    });
    await disruptionsAllowed(0, 2);
  }, 120_000);
  afterAll(() => place?.remove(), 120_000);

  /** The controller of budgets needs a moment. */
  const disruptionsAllowed = (wanted: number, healthy: number) =>
    eventually(
      async () => {
        const { status, metadata } = (await budget.read())!;
        const seen = status as { disruptionsAllowed: number; currentHealthy: number; observedGeneration: number };
        return (
          seen?.observedGeneration === metadata.generation &&
          seen.disruptionsAllowed === wanted &&
          seen.currentHealthy === healthy
        );
      },
      60_000,
      `${wanted} disruptions allowed`,
    );
  const nodeOf = async (pod: ClusterObject) => {
    const { nodeName } = pod['spec'] as { nodeName: string };
    return (await cluster.get({ apiVersion: 'v1', kind: 'Node', name: nodeName }))!;
  };
  /** Only pods of this test: others use these nodes too. */
  const on = (node: ClusterObject, blockedFor = '1s') =>
    aClusterCall<'drain'>(cluster, settingsOf.parse({ pods: `app=${place.name}`, blockedFor }), node, {
      faultId: `${place.name}@kubernetes`,
    });
  const again = async ({ metadata: { name } }: ClusterObject) =>
    (await cluster.get({ apiVersion: 'v1', kind: 'Node', name }))!;
  const isRestored = async (node: ClusterObject) => expect(ofOthers(await again(node))).toEqual(ofOthers(node));

  it('fails with the name of the budget that blocks it, and leaves the node as it was', async () => {
    const [pod] = await web.pods();
    const node = await nodeOf(pod!);
    const call = await prepared(drain, on(node));
    await expect(drain.inject(call)).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringMatching(/disruption budget web-budget needs 2 healthy pods and has 2 currently/),
    });
    expect((await again(node))['spec']).toMatchObject({ unschedulable: true });
    expect(await drain.observe(call)).toMatchObject({ observed: false });
    await drain.undo(call);
    await eventually(async () => (await drain.verifyUndone(call)).length === 0);
    await isRestored(node);
    expect((await web.pods()).map(({ metadata }) => metadata.uid)).toContain(pod!.metadata.uid);
  }, 120_000);

  it('evicts as the budget allows, and has recovered when the pods are Ready elsewhere', async () => {
    await budget.patch({ spec: { minAvailable: 1 } });
    await disruptionsAllowed(1, 2);
    const [pod] = await web.pods();
    const node = await nodeOf(pod!);
    const call = await prepared(drain, on(node, '60s'));
    const touched = await drain.touches!(call);
    expect(touched).toContain(`pod ${place.name}/${pod!.metadata.name}`);
    await drain.inject(call);
    expect(await drain.observe(call)).toMatchObject({
      observed: true,
      evidence: expect.stringMatching(/^node \S+ is unschedulable; \d pods were evicted/),
    });
    const pods = await web.ready(2);
    for (const { spec } of pods) expect((spec as { nodeName: string }).nodeName).not.toBe(node.metadata.name);
    await drain.undo(call);
    await eventually(async () => (await drain.verifyUndone(call)).length === 0);
    await isRestored(node);
  }, 120_000);
});
