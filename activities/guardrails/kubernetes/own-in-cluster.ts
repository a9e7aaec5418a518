import type { KubernetesIdentity } from '../../../experiments/definition/identity.ts';
import type { Cluster, ClusterObject } from '../../cluster.ts';
import { controllersOf } from '../../kubernetes/controllers.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { ControlPath } from '../control-path.ts';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** What of these targets is ours, one line each. */
export async function ownInCluster(
  targets: readonly KubernetesIdentity[],
  { pod, namespaces }: ControlPath,
  allowNodes: readonly string[],
  cluster: Cluster,
): Promise<readonly string[]> {
  const nodes = targets.filter(({ objectKind, name }) => objectKind === 'Node' && !allowNodes.includes(name));
  const own = pod && (await cluster.get({ apiVersion: 'v1', kind: 'Pod', ...pod }));
  const controllers = own ? await controllersOf(own, cluster) : [];
  const ours = targets.flatMap((target) => partOfUs(target, pod, controllers));
  const used = await Promise.all(nodes.map((node) => whoRunsOn(node.name, own, namespaces, cluster)));
  return [...ours, ...nodes.flatMap(({ label }, at) => used[at]!.slice(0, 1).map((why) => `${label}: ${why}`))];
}

function partOfUs(
  { objectKind, namespace, name, uid, label }: KubernetesIdentity,
  pod: ControlPath['pod'],
  controllers: readonly ClusterObject[],
): readonly string[] {
  // By name: the pod of this worker is this process, whatever its uid.
  if (objectKind === 'Pod' && pod?.name === name && pod.namespace === namespace) return [`${label} is this worker`];
  return controllers.some(({ metadata }) => metadata.uid === uid) ? [`${label} controls this worker`] : [];
}

async function whoRunsOn(
  node: string,
  own: ClusterObject | undefined,
  namespaces: ControlPath['namespaces'],
  cluster: Cluster,
): Promise<readonly string[]> {
  const found = own && asPod(own).spec.nodeName === node ? ['this worker runs on it'] : [];
  const object = await cluster.get({ apiVersion: 'v1', kind: 'Node', name: node });
  if (object?.metadata.labels?.[CONTROL_PLANE] !== undefined) found.push('the control plane runs on it');
  for (const [namespace, what] of Object.entries(namespaces)) {
    const query = { apiVersion: 'v1', kind: 'Pod', namespace, fields: `spec.nodeName=${node}` };
    const [first] = (await cluster.list(query)).filter((pod) => asPod(pod).status?.phase === 'Running');
    if (first) found.push(`pod ${namespace}/${first.metadata.name} runs on it (${what})`);
  }
  return found;
}
