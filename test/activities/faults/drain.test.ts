import type { ClusterObject, NewObject } from '../../../activities/cluster.ts';
import { drain } from '../../../activities/faults/drain.ts';
import { drain as settingsOf, type Drain } from '../../../experiments/definition/faults/drain.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../support/fake-cluster.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';

const NODE: NewObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, spec: {} };
const workload = (kind: string, name: string): NewObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { namespace: 'shop', name },
  spec: { replicas: 2 },
  status: { desiredNumberScheduled: 1 },
});
const BUDGET: NewObject = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { namespace: 'shop', name: 'web-budget' },
  spec: { selector: { matchLabels: { app: 'web' } } },
  status: { disruptionsAllowed: 0 },
};

describe('drain', () => {
  let cluster: FakeCluster;
  let web: ClusterObject;
  const labelled = (
    name: string,
    special: { owner?: ClusterObject | undefined; spec?: object; status?: object } = {},
  ) => {
    const pod = aPodOf('owner' in special ? special.owner : web, name, special);
    return cluster.put({ ...pod, metadata: { ...pod.metadata, labels: { app: 'web' } } });
  };
  const on = (special: Partial<Record<keyof Drain, unknown>> = {}) =>
    aClusterCall<'drain'>(cluster, settingsOf.parse(special), cluster.seen(keyOf(NODE))!);
  const budget = (disruptionsAllowed: number) => cluster.put({ ...BUDGET, status: { disruptionsAllowed } });
  const evictions = () => cluster.writes().filter((write) => write.startsWith('evict'));

  beforeEach(() => {
    cluster = fakeCluster();
    cluster.put(NODE);
    web = cluster.put(workload('StatefulSet', 'web'));
  });

  it('cordons, evicts each pod once through the eviction API, and makes the node schedulable again', async () => {
    labelled('web-0');
    labelled('web-1', { spec: { nodeName: 'n2' } });
    const call = await prepared(drain, on());
    expect(await drain.touches!(call)).toEqual(['pod shop/web-0']);
    await drain.inject(call);
    await drain.inject(call);
    expect(cluster.writes().slice(0, 2)).toEqual(['patch Node n1', 'evict Pod shop/web-0']);
    expect(await drain.observe(call)).toEqual({
      observed: true,
      evidence: 'node n1 is unschedulable; 1 pods were evicted',
    });
    await drain.undo(call);
    expect(cluster.seen(keyOf(NODE))?.['spec']).toEqual({});
    expect(await drain.verifyUndone(call)).toEqual([
      expect.stringContaining('1 of 2 pods of statefulset shop/web are Ready'),
    ]);
    labelled('web-0', { spec: { nodeName: 'n2' } });
    expect(await drain.verifyUndone(call)).toEqual([]);
  });

  it('leaves pods of daemon sets, mirror pods, and pods that have ended or are ending', async () => {
    const agents = cluster.put(workload('DaemonSet', 'agents'));
    labelled('agent', { owner: agents });
    const mirror = aPodOf(undefined, 'mirror');
    cluster.put({ ...mirror, metadata: { ...mirror.metadata, annotations: { 'kubernetes.io/config.mirror': 'x' } } });
    labelled('done', { status: { phase: 'Succeeded' } });
    labelled('web-0');
    expect(await drain.touches!(on())).toEqual(['pod shop/web-0']);
  });

  it('evicts only the pods that were there when its undo was prepared, and never their successors', async () => {
    const pod = labelled('web-0');
    const call = await prepared(drain, on());
    cluster.vanish(keyOf(pod));
    labelled('web-0');
    labelled('late');
    await drain.inject(call);
    expect(evictions()).toEqual(['evict Pod shop/web-0']);
    expect(cluster.seen(keyOf(pod))).toBeDefined();
    expect(await drain.observe(call)).toMatchObject({ observed: true });
  });

  it('takes only the pods that its selector names', async () => {
    const other = aPodOf(web, 'other-0');
    cluster.put({ ...other, metadata: { ...other.metadata, labels: { app: 'other' } } });
    labelled('web-0');
    expect(await drain.touches!(on({ pods: 'app in (web)' }))).toEqual(['pod shop/web-0']);
    await expect(drain.prepareUndo(on({ pods: 'app=none' }))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('there is no pod with the labels app=none on it'),
    });
  });

  it('waits for a disruption budget, and goes on when it allows the eviction', async () => {
    labelled('web-0');
    budget(0);
    const call = await prepared(drain, on());
    let asked = 0;
    cluster.before(
      ({ verb }) => verb === 'evict' && (asked += 1) === 2,
      () => budget(1),
    );
    await drain.inject(call);
    expect(evictions()).toHaveLength(2);
  });

  it('fails with the name of the budget when it does not allow it in time, and is undone', async () => {
    labelled('web-0');
    budget(0);
    const call = await prepared(drain, on({ blockedFor: '1ms' }));
    await expect(drain.inject(call)).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringMatching(
        /node n1 was not drained: 1 of 1 pods were not evicted.*pod shop\/web-0: .*disruption budget web-budget/,
      ),
    });
    expect(await drain.observe(call)).toMatchObject({
      observed: false,
      evidence: expect.stringContaining('pod shop/web-0 is still there'),
    });
    await drain.undo(call);
    expect(await drain.verifyUndone(call)).toEqual([]);
  });

  it.each([
    ['pods-without-controller', { owner: undefined }, 'pod shop/p has no controller'],
    [
      'empty-dir-data',
      { spec: { volumes: [{ name: 'v', emptyDir: {} }] } },
      'pod shop/p has data in an emptyDir volume',
    ],
  ])('refuses to lose %s unless that is allowed', async (what, special, words) => {
    labelled('p', special);
    await expect(drain.prepareUndo(on())).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining(words),
    });
    await expect(drain.prepareUndo(on({ allow: [what] }))).resolves.toHaveProperty('record');
    expect(cluster.writes()).toEqual([]);
  });

  it('is refused on a node that somebody has cordoned', async () => {
    cluster.put({ ...NODE, spec: { unschedulable: true } });
    labelled('web-0');
    await expect(drain.prepareUndo(on())).rejects.toMatchObject({ type: 'ChangedByOthers' });
  });

  it('owes nothing for a node that is gone, and evicts nothing from it', async () => {
    labelled('web-0');
    const call = await prepared(drain, on());
    cluster.vanish(keyOf(NODE));
    await drain.inject(call);
    await drain.undo(call);
    expect(cluster.writes()).toEqual([]);
    expect(await drain.verifyUndone(call)).toEqual([]);
    expect(await drain.observe(call)).toEqual({ observed: false, evidence: 'node n1 is gone' });
  });

  it('asks for whole seconds of grace', async () => {
    labelled('web-0');
    const call = await prepared(drain, on({ gracePeriod: '1.2s' }));
    await drain.inject(call);
    expect(cluster.calls.find(({ verb }) => verb === 'evict')?.args[1]).toMatchObject({ gracePeriodSeconds: 2 });
  });
});
