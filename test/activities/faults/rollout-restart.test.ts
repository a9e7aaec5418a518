import type { ClusterObject, NewObject } from '../../../activities/cluster.ts';
import { whyNotComplete } from '../../../activities/faults/kubernetes/rollout.ts';
import { rolloutRestart } from '../../../activities/faults/rollout-restart.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../support/fake-cluster.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const DONE = { observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
const web = (kind: string, spec: object = {}, status: object = DONE): NewObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { namespace: 'shop', name: 'web' },
  spec: { replicas: 2, template: { metadata: { labels: { app: 'web' } } }, ...spec },
  status,
});

describe('rollout-restart', () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = fakeCluster();
  });

  const on = (object: ClusterObject) => aClusterCall<'rollout-restart'>(cluster, {}, object);
  const annotations = (object: ClusterObject) =>
    (cluster.seen(keyOf(object))!['spec'] as { template: ClusterObject }).template.metadata.annotations;

  it('annotates the pod template once, with a time that was recorded before', async () => {
    const object = cluster.put(web('StatefulSet'));
    const call = await prepared(rolloutRestart, on(object));
    await rolloutRestart.inject(call);
    await rolloutRestart.inject(call);
    expect(annotations(object)).toEqual({ [RESTARTED_AT]: call.baseline['restartedAt'] });
    expect(cluster.writes()).toEqual(['patch StatefulSet shop/web']);
  });

  it('does not restart what somebody else has restarted since', async () => {
    const object = cluster.put(web('Deployment'));
    const call = await prepared(rolloutRestart, on(object));
    const metadata = { annotations: { [RESTARTED_AT]: '2099-01-01T00:00:00Z' } };
    cluster.change(keyOf(object), (now) => ({ ...now, spec: { ...(now['spec'] as object), template: { metadata } } }));
    await rolloutRestart.inject(call);
    expect(cluster.writes()).toEqual([]);
    expect(await rolloutRestart.observe(call)).toMatchObject({ observed: false });
  });

  it('is seen when a pod of the new revision is there, and names the pods that it will end', async () => {
    const object = cluster.put(web('StatefulSet'));
    const call = await prepared(rolloutRestart, on(object));
    cluster.put(aPodOf(object, 'web-0'));
    expect(await rolloutRestart.touches!(call)).toEqual(['pod shop/web-0']);
    const evidence = `pods of statefulset shop/web are of the revision of ${String(call.baseline['restartedAt'])}`;
    expect(await rolloutRestart.observe(call)).toEqual({ observed: false, evidence: `0 of 1 ${evidence}` });
    const annotated = { [RESTARTED_AT]: String(call.baseline['restartedAt']) };
    const pod = aPodOf(object, 'web-1');
    cluster.put({ ...pod, metadata: { ...pod.metadata, annotations: annotated } });
    expect(await rolloutRestart.observe(call)).toEqual({ observed: true, evidence: `1 of 2 ${evidence}` });
  });

  it('has recovered when the rollout is complete, and owes nothing for a workload that is gone', async () => {
    const object = cluster.put(web('Deployment'));
    const call = await prepared(rolloutRestart, on(object));
    await rolloutRestart.inject(call);
    expect(await rolloutRestart.verifyUndone(call)).toEqual([
      'the rollout of deployment shop/web is not complete: its controller has not seen the change yet',
    ]);
    cluster.change(keyOf(object), (now) => ({ ...now, status: { ...DONE, observedGeneration: 2 } }));
    expect(await rolloutRestart.verifyUndone(call)).toEqual([]);
    cluster.vanish(keyOf(object));
    expect(await rolloutRestart.verifyUndone(call)).toEqual([]);
    expect(await rolloutRestart.observe(call)).toEqual({ observed: false, evidence: 'deployment shop/web is gone' });
  });

  it.each([
    ['Unsupported', 'its rollouts are paused', web('Deployment', { paused: true })],
    ['Unsupported', 'its update strategy is OnDelete', web('DaemonSet', { updateStrategy: { type: 'OnDelete' } })],
    ['ChangedByOthers', '1 of 2 pods are of the new revision', web('Deployment', {}, { ...DONE, updatedReplicas: 1 })],
  ])('is refused with %s when %s', async (type, words, object) => {
    await expect(rolloutRestart.prepareUndo(on(cluster.put(object)))).rejects.toMatchObject({
      type,
      message: expect.stringContaining(words),
    });
  });

  it.each([
    ['Deployment', {}, { ...DONE, replicas: 3 }, '1 pods of older revisions are still there'],
    ['Deployment', {}, { ...DONE, availableReplicas: 1 }, '1 of 2 pods are available'],
    ['StatefulSet', {}, { ...DONE, readyReplicas: 0 }, '0 of 2 pods are available'],
    [
      'StatefulSet',
      { updateStrategy: { rollingUpdate: { partition: 1 } } },
      { ...DONE, updatedReplicas: 1 },
      undefined,
    ],
    ['StatefulSet', {}, { ...DONE, updatedReplicas: 1 }, '1 of 2 pods are of the new revision'],
    [
      'DaemonSet',
      {},
      { observedGeneration: 1, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 },
      '1 of 2 pods are available',
    ],
    [
      'DaemonSet',
      {},
      { observedGeneration: 1, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 },
      undefined,
    ],
    ['Deployment', { replicas: 0 }, { observedGeneration: 1 }, undefined],
  ])('judges the rollout of a %s with %j and %j', (kind, spec, status, why) => {
    expect(whyNotComplete(cluster.put(web(kind, spec, status)))).toBe(why);
  });
});
