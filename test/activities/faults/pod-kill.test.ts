import type { ClusterObject, NewObject } from '../../../activities/cluster.ts';
import { podKill } from '../../../activities/faults/pod-kill.ts';
import type { PodKill } from '../../../experiments/definition/faults/pod-kill.ts';
import type { FakeCluster } from '../../support/fake-cluster.ts';
import { fakeCluster } from '../../support/fake-cluster.ts';
import { identityOf } from '../../support/cluster-workload.ts';
import { aCall } from '../../support/fault-call.ts';
import { aWorld } from '../../support/fault-world.ts';

const NAMESPACE = 'shop';
const AT_ONCE: PodKill = { gracePeriod: 0, minRunning: 1 };

const controlledBy = ({ apiVersion, kind, metadata: { name, uid } }: ClusterObject) => ({
  ownerReferences: [{ apiVersion, kind, name, uid, controller: true }],
});

const READY = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
  containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: {} } }],
};

function aPod(
  name: string,
  owner?: ClusterObject,
  special: { readonly status?: object; readonly spec?: object } = {},
): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: NAMESPACE, name, ...(owner && controlledBy(owner)) },
    spec: { nodeName: 'n1', containers: [{ name: 'main' }], ...special.spec },
    status: { ...READY, ...special.status },
  };
}

/** A deployment `web` with its replica set and so many ready pods. */
function withDeployment(names: readonly string[]) {
  const cluster = fakeCluster();
  const owned = (kind: string, name: string, above?: ClusterObject) =>
    cluster.put({
      apiVersion: 'apps/v1',
      kind,
      metadata: { namespace: NAMESPACE, name, ...(above && controlledBy(above)) },
      spec: { replicas: names.length },
    });
  const deployment = owned('Deployment', 'web');
  const replicaSet = owned('ReplicaSet', 'web-1', deployment);
  const pods = names.map((name) => cluster.put(aPod(name, replicaSet)));
  return { cluster, deployment, replicaSet, pods };
}

const callOn = (cluster: FakeCluster, victim: ClusterObject, settings: Partial<PodKill> = {}) =>
  aCall<'pod-kill'>(aWorld('/nowhere', { cluster }), { ...AT_ONCE, ...settings }, identityOf(victim));

const key = ({ apiVersion, kind, metadata: { namespace, name } }: ClusterObject) => ({
  apiVersion,
  kind,
  namespace,
  name,
});

async function prepared(cluster: FakeCluster, victim: ClusterObject, settings: Partial<PodKill> = {}) {
  const call = callOn(cluster, victim, settings);
  return { ...call, baseline: await podKill.prepareUndo(call) };
}

describe('pod-kill', () => {
  it('records who owns the pod, and how many pods of it were ready', async () => {
    const { cluster, deployment, pods } = withDeployment(['a', 'b', 'c']);
    const { baseline } = await prepared(cluster, pods[0]!);
    const { uid } = deployment.metadata;
    expect(baseline).toMatchObject({
      owner: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: NAMESPACE, name: 'web', uid },
      ready: 3,
      pods: pods.map(({ metadata }) => ({ name: metadata.name, uid: metadata.uid, restarts: 0 })),
    });
    expect(cluster.writes()).toEqual([]);
  });

  it('deletes this pod by its uid, and is done when another has its name', async () => {
    const { cluster, pods, replicaSet } = withDeployment(['a', 'b']);
    const call = await prepared(cluster, pods[0]!);
    await podKill.inject(call);
    const [, order] = cluster.calls.find(({ verb }) => verb === 'delete')!.args;
    expect(order).toMatchObject({ uid: pods[0]!.metadata.uid, gracePeriodSeconds: 0 });
    cluster.put(aPod('a', replicaSet));
    await podKill.inject(call);
    expect(cluster.writes()).toEqual([`delete Pod ${NAMESPACE}/a`]);
    expect(await podKill.observe(call)).toMatchObject({
      observed: true,
      evidence: expect.stringMatching(
        /^pod shop\/a \(uid .*\) is gone; Ready pods of deployment shop\/web: 2, before the kill 2$/,
      ),
    });
  });

  it('is done when the answer to its deletion was lost, and deletes no successor', async () => {
    const { cluster, pods, replicaSet } = withDeployment(['a', 'b']);
    const call = await prepared(cluster, pods[0]!);
    cluster.loseAnswerAt(({ verb }) => verb === 'delete');
    await expect(podKill.inject(call)).rejects.toMatchObject({ type: 'EffectFailed' });
    const successor = cluster.put(aPod('a', replicaSet));
    await podKill.inject(call);
    expect(cluster.seen(key(successor))?.metadata.uid).toBe(successor.metadata.uid);
  });

  it('is skipped when too few others are ready, also when they died after the preparation', async () => {
    const { cluster, pods } = withDeployment(['a', 'b']);
    await expect(prepared(cluster, pods[0]!, { minRunning: 2 })).rejects.toMatchObject({
      type: 'Skipped',
      message:
        'pod shop/a was not killed: besides it 1 of the pods of deployment shop/web are Ready, and minRunning is 2. ' +
        'Wait until more are Ready, or lower minRunning.',
    });
    const call = await prepared(cluster, pods[0]!);
    cluster.change(key(pods[1]!), (pod) => ({
      ...pod,
      status: { ...READY, conditions: [{ type: 'Ready', status: 'False', message: 'probe failed' }] },
    }));
    await expect(podKill.inject(call)).rejects.toMatchObject({
      type: 'Skipped',
      message: expect.stringContaining('(b is Running: probe failed)'),
    });
    expect(cluster.writes()).toEqual([]);
    expect(await podKill.verifyUndone(call)).toEqual([]);
  });

  it('is skipped on the only pod, unless its author says that none needs to be left', async () => {
    const { cluster, pods } = withDeployment(['a']);
    await expect(prepared(cluster, pods[0]!)).rejects.toMatchObject({ type: 'Skipped' });
    await podKill.inject(await prepared(cluster, pods[0]!, { minRunning: 0 }));
    expect(cluster.seen(key(pods[0]!))).toBeUndefined();
  });

  it('has recovered when as many are ready as before, and names those that are not', async () => {
    const { cluster, pods, replicaSet } = withDeployment(['a', 'b', 'c']);
    const call = await prepared(cluster, pods[0]!);
    await podKill.inject(call);
    expect(await podKill.verifyUndone(call)).toEqual(['2 of 3 pods of deployment shop/web are Ready: a is gone']);
    const waiting = { name: 'main', ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } };
    const successor = cluster.put(
      aPod('d', replicaSet, { status: { phase: 'Pending', conditions: [], containerStatuses: [waiting] } }),
    );
    expect(await podKill.verifyUndone(call)).toEqual([
      '2 of 3 pods of deployment shop/web are Ready: d container main waits (ImagePullBackOff); a is gone',
    ]);
    cluster.change(key(successor), (pod) => ({ ...pod, status: READY }));
    expect(await podKill.verifyUndone(call)).toEqual([]);
  });

  it('owes no more pods than the owner wants meanwhile, and none when the owner or its namespace is gone', async () => {
    const { cluster, deployment, pods } = withDeployment(['a', 'b', 'c']);
    const call = await prepared(cluster, pods[0]!);
    await podKill.inject(call);
    cluster.change(key(deployment), (object) => ({ ...object, spec: { replicas: 2 } }));
    expect(await podKill.verifyUndone(call)).toEqual([]);
    cluster.change(key(deployment), (object) => ({ ...object, spec: { replicas: 3 } }));
    cluster.vanish({ apiVersion: 'v1', kind: 'Namespace', name: NAMESPACE });
    cluster.vanish(key(deployment));
    expect(await podKill.verifyUndone(call)).toEqual([]);
  });

  it('says that a node which is off keeps the pod', async () => {
    const cluster = fakeCluster();
    const set = cluster.put({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { namespace: NAMESPACE, name: 'ledger' },
      spec: { replicas: 2 },
    });
    const kept = aPod('ledger-0', set);
    const victim = cluster.put({ ...kept, metadata: { ...kept.metadata, finalizers: ['test/kubelet'] } });
    cluster.put(aPod('ledger-1', set));
    cluster.put({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1' },
      status: { conditions: [{ type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' }] },
    });
    const call = await prepared(cluster, victim);
    const { clock } = call.ports;
    let now = 0;
    const hurried = { ...clock, monotonic: () => (now += 2_000), sleep: async () => {} };
    const calling = { ...call, ports: { ...call.ports, clock: hurried } };
    await podKill.inject(calling);
    const [, order] = cluster.calls.find(({ verb }) => verb === 'delete')!.args;
    expect(order).toMatchObject({ gracePeriodSeconds: 1 });
    expect(await podKill.observe(calling)).toEqual({
      observed: false,
      evidence: expect.stringContaining(
        'stays Terminating: node n1 is not Ready (Kubelet stopped posting node status.); Ready pods of statefulset shop/ledger: 1, before the kill 2',
      ),
    });
    expect(await podKill.verifyUndone(calling)).toEqual([
      '1 of 2 pods of statefulset shop/ledger are Ready: ledger-0 is being deleted; node n1 is not Ready (Kubelet stopped posting node status.)',
    ]);
  });

  it('calls a job that gave up because of the kill no recovery, and one that is complete none that is missing', async () => {
    const cluster = fakeCluster();
    const spec = { parallelism: 2, completions: 4 };
    const job = cluster.put({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { namespace: NAMESPACE, name: 'sum' },
      spec,
    });
    const victim = cluster.put(aPod('sum-a', job));
    cluster.put(aPod('sum-b', job));
    const call = await prepared(cluster, victim);
    await podKill.inject(call);
    const failed = { type: 'Failed', status: 'True', message: 'Job has reached the specified backoff limit' };
    cluster.change(key(job), (object) => ({ ...object, status: { conditions: [failed] } }));
    expect(await podKill.verifyUndone(call)).toEqual([
      'job shop/sum starts no other pod: it has failed: Job has reached the specified backoff limit',
    ]);
    cluster.change(key(job), (object) => ({
      ...object,
      status: { conditions: [{ type: 'Complete', status: 'True' }] },
    }));
    expect(await podKill.verifyUndone(call)).toEqual([]);
  });

  it('refuses a pod that nothing would replace, one that is gone, and what is no pod', async () => {
    const { cluster, pods, deployment } = withDeployment(['a', 'b']);
    const bare = cluster.put(aPod('bare'));
    await expect(prepared(cluster, bare)).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('pod shop/bare was not killed: nothing owns it'),
    });
    const node = cluster.put({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } });
    const {
      metadata: { ownerReferences },
    } = aPod('x', node);
    const mirror = aPod('mirror');
    const ofNode = cluster.put({ ...mirror, metadata: { ...mirror.metadata, ownerReferences: ownerReferences! } });
    await expect(prepared(cluster, ofNode)).rejects.toMatchObject({
      message: expect.stringContaining('static pod of node n1'),
    });
    cluster.vanish(key(pods[0]!));
    await expect(prepared(cluster, pods[0]!)).rejects.toMatchObject({ type: 'TargetMissing' });
    await expect(prepared(cluster, deployment)).rejects.toMatchObject({
      message: 'deployment shop/web is no pod: this fault acts on pods only.',
    });
  });
});
