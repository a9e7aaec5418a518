import type { Cluster, ClusterObject } from '../../../activities/cluster.ts';
import { clusterHealth } from '../../../activities/guardrails/cluster-health.ts';
import { disruptionBudget } from '../../../activities/guardrails/disruption-budget.ts';
import { memoryLimit } from '../../../activities/guardrails/memory-limit.ts';
import { minimumReplicas } from '../../../activities/guardrails/minimum-replicas.ts';
import { notOurselves } from '../../../activities/guardrails/not-ourselves.ts';
import { identityOf } from '../../../activities/targets/kubernetes.ts';
import { aWorkload, made, type Workload } from '../../support/cluster-workload.ts';
import { eventually } from '../../support/eventually.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';
import { guardrailPorts } from './guardrail-ports.ts';
import { intentOn } from './fake-shop.ts';

const intent = (...objects: readonly ClusterObject[]) => intentOn(objects.map((one) => identityOf(one, {})));

onCluster('guardrails that look at a real cluster', () => {
  const cluster: Cluster = liveCluster();
  const ports = { ...guardrailPorts(), cluster };
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let web: Workload;
  beforeAll(async () => {
    place = await aNamespace(cluster, 'guardrails');
    const container = { resources: { limits: { memory: '32Mi' } } };
    web = await aWorkload(cluster, place.name, { replicas: 3, container });
  }, 180_000);
  afterAll(() => place?.remove(), 120_000);

  const budgetOf = (maxUnavailable: number | string) =>
    made(cluster, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { namespace: place.name, name: 'web' },
      spec: { maxUnavailable, selector: { matchLabels: { app: 'web' } } },
    });

  it('disruption-budget goes by what the controller of the budget has worked out', async () => {
    const budget = await budgetOf(1);
    const [first, second] = await web.pods();
    const settings = { withoutBudget: 'warn' } as const;
    const check = (...pods: readonly ClusterObject[]) =>
      disruptionBudget.check({ settings, intent: intent(...pods), ports });
    await eventually(async () => (await check(first!)).result === 'met', 30_000);
    expect(await check(first!)).toMatchObject({
      detail: `budget ${place.name}/web allows 1 to be down (3 healthy, 2 needed), 1 would be`,
    });
    expect(await check(first!, second!)).toMatchObject({ result: 'not met' });
    const deployment = (await cluster.get(web.key))!;
    expect(await disruptionBudget.check({ settings, intent: intent(deployment), ports })).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('3 would be'),
    });
    await budget.remove();
  }, 90_000);

  it('minimum-replicas, memory-limit and cluster-health see a workload that is well', async () => {
    const [pod] = await web.pods();
    const calls = { intent: intent(pod!), ports };
    expect(await minimumReplicas.check({ settings: { ready: 2 }, ...calls })).toMatchObject({ result: 'met' });
    expect(await minimumReplicas.check({ settings: { ready: 3 }, ...calls })).toMatchObject({
      result: 'not met',
      detail: `2 other pods of deployment ${place.name}/web are Ready, 3 must be`,
    });
    expect(await memoryLimit.check({ settings: {}, ...calls })).toMatchObject({
      result: 'met',
      detail: expect.stringContaining('may use 32Mi'),
    });
    // Others may have powered a node off meanwhile, and then it says so.
    const nodes = await cluster.list({ apiVersion: 'v1', kind: 'Node' });
    const [own, ...others] = nodes.map(({ metadata }) => metadata.name).toSorted((a) => (a === nodeOf(pod!) ? -1 : 1));
    expect(own).toBe(nodeOf(pod!));
    await eventually(
      async () => (await clusterHealth.check({ settings: { ignoreNodes: others }, ...calls })).result === 'met',
      60_000,
    );
  }, 90_000);

  it('cluster-health refuses while a rollout is going on, also one that never ends', async () => {
    const stuck = await aWorkload(cluster, place.name, { name: 'stuck', replicas: 2 });
    const nodes = (await cluster.list({ apiVersion: 'v1', kind: 'Node' })).map(({ metadata }) => metadata.name);
    const settings = { ignoreNodes: nodes.slice(1) };
    const containers = [{ name: 'main', image: 'gameday/no-such:1' }];
    await stuck.patch({ spec: { template: { spec: { containers } } } });
    const [pod] = await stuck.pods();
    const check = () => clusterHealth.check({ settings, intent: intent(pod!), ports });
    await eventually(async () => /is being rolled out: \d of 2/.test((await check()).detail), 60_000);
    expect(await check()).toMatchObject({ result: 'not met' });
    await stuck.remove();
  }, 120_000);

  it('not-ourselves finds the node and the controllers of the pod of a worker', async () => {
    const [pod] = await web.pods();
    const { namespace = '', name } = pod!.metadata;
    const controlPath = { pod: { namespace, name }, namespaces: {} };
    const node = (await cluster.get({ apiVersion: 'v1', kind: 'Node', name: nodeOf(pod!) }))!;
    const deployment = (await cluster.get(web.key))!;
    const check = (object: ClusterObject) =>
      notOurselves.check({ settings: {}, intent: intent(object), controlPath, ports });
    expect(await check(node)).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('this worker runs on it'),
    });
    expect(await check(deployment)).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('controls this worker'),
    });
  }, 60_000);
});

const nodeOf = ({ spec }: ClusterObject): string => (spec as { readonly nodeName: string }).nodeName;
