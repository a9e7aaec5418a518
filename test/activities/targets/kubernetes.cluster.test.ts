import type { Cluster } from '../../../activities/cluster.ts';
import { takeTargets } from '../../../activities/targets/take-targets.ts';
import type { TargetMode } from '../../../experiments/definition/targets/index.ts';
import { kubernetesTarget } from '../../../experiments/definition/targets/kubernetes.ts';
import { aWorkload, type Workload } from '../../support/cluster-workload.ts';
import { aWorld } from '../../support/fault-world.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';

const uids = async (workload: Workload) => (await workload.pods()).map(({ metadata }) => metadata.uid).toSorted();

onCluster('targets in a real cluster', () => {
  const cluster: Cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let web: Workload;
  let store: Workload;
  beforeAll(async () => {
    place = await aNamespace(cluster, 'targets');
    [web, store] = await Promise.all([
      aWorkload(cluster, place.name, { replicas: 3 }),
      aWorkload(cluster, place.name, { kind: 'StatefulSet', name: 'store', replicas: 2 }),
    ]);
  }, 180_000);
  afterAll(() => place?.remove(), 120_000);

  const find = (target: object, mode: TargetMode = 'all') => {
    const settings = kubernetesTarget.parse({ namespace: place.name, ...target });
    const signal = AbortSignal.timeout(20_000);
    return takeTargets({ kind: 'kubernetes', settings, mode }, aWorld('/nowhere', { cluster }), signal);
  };
  const found = async (target: object) =>
    (await find(target)).taken.map((one) => (one.kind === 'kubernetes' ? one.uid : '')).toSorted();

  it('are found by every selector, each judged by the API server where it can', async () => {
    expect(await found({ labels: 'app in (web),!nothing' })).toEqual(await uids(web));
    expect(await found({ fields: 'status.phase=Running', labels: { app: 'store' } })).toEqual(await uids(store));
    expect(await found({ owner: 'deployment/web' })).toEqual(await uids(web));
    expect(await found({ owner: 'statefulset/store', name: 'store-1' })).toHaveLength(1);
    const { taken } = await find({ name: 'store-0' });
    const node = taken[0]?.kind === 'kubernetes' ? taken[0].node : '';
    expect(await found({ node, labels: { app: 'store' } })).toContain(
      (await store.pods()).find(({ metadata }) => metadata.name === 'store-0')!.metadata.uid,
    );
    await expect(find({ labels: 'a=b=c' })).rejects.toMatchObject({ type: 'Unsupported' });
    await expect(find({ fields: 'spec.color=red' })).rejects.toMatchObject({ type: 'Unsupported' });
  }, 60_000);

  it('are nodes too, and workloads', async () => {
    const { taken } = await find({ namespace: undefined, kind: 'Node', labels: 'kubernetes.io/hostname' });
    expect(taken.length).toBeGreaterThan(0);
    expect(taken[0]!.key).toMatch(/^kubernetes\/_\/node\//);
    expect((await find({ kind: 'Deployment', name: 'web' })).taken).toMatchObject([
      { label: `deployment ${place.name}/web`, apiVersion: 'apps/v1' },
    ]);
  });

  it('answer from inside, and only those that say yes are taken', async () => {
    const where = { exec: ['sh', '-c', 'test "$(hostname)" = store-1'] };
    expect((await find({ labels: 'app=store', where })).taken).toMatchObject([{ name: 'store-1' }]);
    await expect(find({ labels: 'app=store', where: { exec: ['no-such-program'] } })).rejects.toThrow(
      '"where" held for none of 2: store-0: "no-such-program"',
    );
  }, 60_000);

  it('are opted in by the annotation of their deployment, with which they need not be rolled out', async () => {
    await expect(find({ labels: 'app=web', optedIn: true })).rejects.toThrow('0 of them are opted in');
    await web.patch({ metadata: { annotations: { 'gameday.dev/opt-in': 'true' } } });
    expect(await found({ labels: 'app=web', optedIn: true })).toEqual(await uids(web));
  }, 60_000);

  it('are a share of the desired replicas, spread over nodes, and never one that is being deleted', async () => {
    expect((await find({ owner: 'deployment/web' }, { percent: 67 })).taken).toHaveLength(2);
    const spread = (await find({ labels: 'app=web', spread: 'node' })).taken;
    const nodes = spread.map((one) => (one.kind === 'kubernetes' ? one.node : ''));
    expect(new Set(nodes).size).toBe(nodes.length);
    const lingering = await aWorkload(cluster, place.name, {
      name: 'slow',
      replicas: 1,
      pod: { terminationGracePeriodSeconds: 60 },
    });
    const [pod] = await lingering.pods();
    const { namespace, name } = pod!.metadata;
    await cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name });
    expect(await found({ labels: 'app=slow', ifEmpty: 'skip' })).not.toContain(pod!.metadata.uid);
    await cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name }, { gracePeriodSeconds: 0 });
  }, 90_000);
});
