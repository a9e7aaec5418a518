import type { Drain } from '../../../experiments/definition/faults/drain.ts';
import type { Taint } from '../../../experiments/definition/faults/taint.ts';
import { POD_OWNERS } from '../../../experiments/definition/kubernetes-kinds.ts';
import type { KubernetesIdentity } from '../../../experiments/definition/identity.ts';
import type { Cluster, ClusterObject } from '../../cluster.ts';
import { selectedPods } from '../../faults/chaos-mesh/selected.ts';
import { podsToEvict, podsToLeave } from '../../faults/kubernetes/pods-that-leave.ts';
import { podsOwnedBy } from '../../kubernetes/owned-pods.ts';
import type { Intent } from '../guardrail.ts';
import { chaosSpecOf } from './chaos-spec.ts';
import { isInCluster, keyOfTarget } from './cluster-targets.ts';

type Fault = Intent['faults'][number];

/** Every pod that the faults can take down, once: those that are targets, that belong to one, that run on one, that a fault selects. */
export async function hitPods({ faults, targets }: Intent, cluster: Cluster): Promise<readonly ClusterObject[]> {
  const found = await Promise.all(
    targets.flatMap(({ taken }, at) => taken.filter(isInCluster).map((target) => podsHit(target, faults[at], cluster))),
  );
  return [...new Map(found.flat().map((pod) => [pod.metadata.uid, pod])).values()];
}

export async function podsHit(
  target: KubernetesIdentity,
  fault: Fault | undefined,
  cluster: Cluster,
): Promise<readonly ClusterObject[]> {
  const { objectKind, name } = target;
  if (objectKind === 'Node') return await podsDownOn(name, fault, cluster);
  if (objectKind === 'Namespace') return await podsSelectedIn(name, fault, cluster);
  if (objectKind !== 'Pod' && !POD_OWNERS.includes(objectKind)) return [];
  const object = await cluster.get(keyOfTarget(target));
  if (object?.metadata.uid !== target.uid) throw new Error(`${target.label} was replaced, or ended, meanwhile`);
  return objectKind === 'Pod' ? [object] : await podsOwnedBy(object, cluster);
}

/** A fault may end some of the pods of a node, or none. */
async function podsDownOn(node: string, fault: Fault | undefined, cluster: Cluster): Promise<readonly ClusterObject[]> {
  const how = { ports: { cluster }, signal: new AbortController().signal };
  // oxlint-disable typescript/no-unsafe-type-assertion -- the kind says which settings these are
  if (fault?.kind === 'cordon') return [];
  if (fault?.kind === 'drain') return await podsToEvict(node, fault.settings as Drain, how);
  if (fault?.kind === 'taint') return await podsToLeave(node, fault.settings as Taint, how);
  // oxlint-enable typescript/no-unsafe-type-assertion
  return await podsOnNode(node, cluster);
}

/** Those of daemon sets and of the kubelet itself stay on a node that is drained. */
async function podsOnNode(node: string, cluster: Cluster): Promise<readonly ClusterObject[]> {
  const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', fields: `spec.nodeName=${node}` });
  return pods.filter(
    ({ metadata }) =>
      metadata.annotations?.['kubernetes.io/config.mirror'] === undefined &&
      !metadata.ownerReferences?.some(({ kind, controller }) => controller === true && kind === 'DaemonSet'),
  );
}

async function podsSelectedIn(
  namespace: string,
  fault: Fault | undefined,
  cluster: Cluster,
): Promise<readonly ClusterObject[]> {
  const spec = chaosSpecOf(fault);
  if (spec === undefined) return await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace });
  const selected = await selectedPods(spec, namespace, cluster, new AbortController().signal);
  return selected.map(({ pod }) => pod);
}
