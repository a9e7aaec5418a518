import type { ClusterObject, NewObject, ObjectMeta } from '../../../activities/cluster.ts';
import type { Intent } from '../../../activities/guardrails/guardrail.ts';
import { identityOf } from '../../../activities/targets/kubernetes.ts';
import type { KubernetesIdentity } from '../../../experiments/definition/identity.ts';
import { type FakeCluster, fakeCluster } from '../../support/fake-cluster.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';
import { anIntent, guardrailPorts } from './guardrail-ports.ts';

interface Shape {
  readonly replicas?: number;
  readonly ready?: number;
  readonly kind?: 'Deployment' | 'StatefulSet';
}

/** A cluster with a workload `web` in the namespace `shop`, as its controllers would have left it. */
export function aShop({ replicas = 3, ready = replicas, kind = 'Deployment' }: Shape = {}) {
  const cluster: FakeCluster = fakeCluster();
  const put = (object: NewObject) => cluster.put(object);
  const revision = { currentRevision: 'web-1', updateRevision: 'web-1' };
  const workload = put({
    apiVersion: 'apps/v1',
    kind,
    metadata: { namespace: 'shop', name: 'web' },
    spec: { replicas },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: ready,
      ...(kind === 'StatefulSet' ? revision : {}),
    },
  });
  const owner = kind === 'Deployment' ? put(replicaSetOf(workload)) : workload;
  const pods = Array.from({ length: replicas }, (_, at) => put(podOf(owner, at, at < ready)));
  for (const name of ['n1', 'n2']) put(aNode(name));
  return {
    cluster,
    workload,
    pods,
    put,
    ports: { ...guardrailPorts(), cluster },
    target: (object: ClusterObject): KubernetesIdentity => identityOf(object, {}),
  };
}

/** A fault on these targets is about to begin. */
export function intentOn(targets: readonly KubernetesIdentity[], change: Partial<Intent> = {}): Intent {
  const faults = [{ name: 'end a pod', kind: 'process-kill', settings: {} }] as unknown as Intent['faults'];
  return anIntent({ faults, targets: [{ matched: targets.length, taken: targets }], ...change });
}

export const aNode = (name: string, status: object = {}, labels: ObjectMeta['labels'] = {}): NewObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'DiskPressure', status: 'False' },
    ],
    ...status,
  },
});

export const aBudget = (status: object, matchLabels: object = { app: 'web' }): NewObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { namespace: 'shop', name: 'web', generation: 1 },
  spec: { selector: { matchLabels } },
  status: { observedGeneration: 1, ...status },
});

function replicaSetOf(workload: ClusterObject): NewObject {
  const { name } = workload.metadata;
  const metadata = { ...aPodOf(workload, `${name}-5d`).metadata, name: `${name}-5d` };
  return { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec: { replicas: 3 } };
}

function podOf(owner: ClusterObject, at: number, isReady: boolean): NewObject {
  const conditions = [{ type: 'Ready', status: isReady ? 'True' : 'False' }];
  const pod = aPodOf(owner, `web-${at}`, { status: { conditions }, spec: { nodeName: `n${1 + (at % 2)}` } });
  return { ...pod, metadata: { ...pod.metadata, labels: { app: 'web' } } };
}
