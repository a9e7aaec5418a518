import type { Cluster, ClusterObject, NewObject } from '../../../activities/cluster.ts';
import { createCluster } from '../../../activities/adapters/cluster.ts';
import { eventually } from '../../support/eventually.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../../support/live-cluster.ts';

const POD = { apiVersion: 'v1', kind: 'Pod' };

onCluster('evictions and long lists on a real cluster', () => {
  const cluster: Cluster = liveCluster();
  let namespace: string;
  let remove: () => Promise<void>;
  const pod = (name: string): NewObject => ({
    ...POD,
    metadata: { namespace, name, labels: { app: 'web' } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'main', image: 'gameday/busybox:1', imagePullPolicy: 'Never', command: ['sleep', '3600'] }],
    },
  });
  const started = async (name: string): Promise<ClusterObject> => {
    await cluster.create(pod(name));
    return eventually(async () => {
      const found = await cluster.get({ ...POD, namespace, name });
      return (found?.['status'] as { phase?: string } | undefined)?.phase === 'Running' ? found : undefined;
    }, 60_000);
  };

  beforeAll(async () => {
    ({ name: namespace, remove } = await aNamespace(cluster, 'endings'));
  }, 60_000);
  afterAll(() => remove(), 120_000);

  it('block by a disruption budget, in its words, as long as it does not allow it', async () => {
    const { metadata } = await started('guarded');
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' };
    const spec = { minAvailable: 1, selector: { matchLabels: { app: 'web' } } };
    await cluster.create({ ...budget, metadata: { namespace, name: 'web' }, spec });
    await eventually(async () => {
      const found = await cluster.get({ ...budget, namespace, name: 'web' });
      return (found?.['status'] as { currentHealthy?: number } | undefined)?.currentHealthy === 1;
    });
    const evict = (uid: string) => cluster.evict({ namespace, name: 'guarded', uid });
    expect(await evict(metadata.uid)).toEqual({
      outcome: 'blocked',
      detail:
        "Cannot evict pod as it would violate the pod's disruption budget: The disruption budget web needs 1 healthy pods and has 1 currently",
    });
    expect(await evict('00000000-0000-0000-0000-000000000000')).toEqual({ outcome: 'gone' });
    await cluster.delete({ ...budget, namespace, name: 'web' });
    expect(
      await eventually(async () => {
        const { outcome } = await evict(metadata.uid);
        return outcome !== 'blocked' && outcome;
      }),
    ).toBe('evicted');
    await eventually(async () => (await cluster.get({ ...POD, namespace, name: 'guarded' })) === undefined);
    expect(await evict(metadata.uid)).toEqual({ outcome: 'gone' });
  }, 90_000);

  it('never evict or delete the successor of a pod', async () => {
    const first = await started('again');
    expect(
      await cluster.delete({ ...POD, namespace, name: 'again' }, { uid: first.metadata.uid, gracePeriodSeconds: 0 }),
    ).toBe('accepted');
    await eventually(async () => (await cluster.get({ ...POD, namespace, name: 'again' })) === undefined);
    const second = await started('again');
    const { uid } = first.metadata;
    expect(await cluster.evict({ namespace, name: 'again', uid })).toEqual({ outcome: 'gone' });
    expect(await cluster.delete({ ...POD, namespace, name: 'again' }, { uid, gracePeriodSeconds: 0 })).toBe('conflict');
    expect((await cluster.get({ ...POD, namespace, name: 'again' }))?.metadata.uid).toBe(second.metadata.uid);
  }, 90_000);

  it('read a list that has many pages', async () => {
    const names = Array.from({ length: 23 }, (_, i) => `many-${String(i).padStart(2, '0')}`);
    await Promise.all(
      names.map((name) =>
        cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name, labels: { many: 'yes' } } }),
      ),
    );
    const paged = createCluster({ env: { KUBECONFIG }, pageSize: 5 });
    const found = await paged.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace, labels: 'many=yes' });
    expect(found.map(({ metadata }) => metadata.name)).toEqual(names);
  });
});
