import type { MayLose } from '../../../experiments/definition/faults/may-lose.ts';
import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { isLeaving } from '../../kubernetes/pod-state.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { Ports } from '../../ports.ts';

const MIRROR = 'kubernetes.io/config.mirror';

/** The pods of a node that run and that the API can end: not those of the kubelet itself, not those that end anyway. */
export async function podsOn(
  node: string,
  labels: string | undefined,
  { cluster }: Ports,
  signal: AbortSignal,
): Promise<readonly ClusterObject[]> {
  const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', fields: `spec.nodeName=${node}`, labels }, signal);
  return pods.filter((pod) => !isLeaving(pod) && !hasEnded(pod) && pod.metadata.annotations?.[MIRROR] === undefined);
}

export const isOfDaemonSet = (pod: ClusterObject): boolean => controllerOf(pod)?.kind === 'DaemonSet';

/** Names every loss at once, so that a person decides once. */
export function refuseLosses(label: string, what: string, pods: readonly ClusterObject[], allow: MayLose): void {
  const bare = allow.includes('pods-without-controller') ? [] : pods.filter((pod) => controllerOf(pod) === undefined);
  const emptyDir = allow.includes('empty-dir-data') ? [] : pods.filter(hasEmptyDir);
  const losses = [
    ...bare.map(
      (pod) => `${podLabel(pod)} has no controller, so nobody would start it again (pods-without-controller)`,
    ),
    ...emptyDir.map((pod) => `${podLabel(pod)} has data in an emptyDir volume, which would be lost (empty-dir-data)`),
  ];
  if (losses.length === 0) return;
  throw failure(
    FailureType.unsupported,
    `${label} was not ${what}: ${losses.join('; ')}. Say in "allow" what may be lost, or choose other pods.`,
  );
}

export const podLabel = ({ metadata }: ClusterObject): string => `pod ${metadata.namespace}/${metadata.name}`;

const controllerOf = ({ metadata }: ClusterObject) =>
  metadata.ownerReferences?.find(({ controller }) => controller === true);

function hasEnded(pod: ClusterObject): boolean {
  const { phase } = asPod(pod).status ?? {};
  return phase === 'Succeeded' || phase === 'Failed';
}

function hasEmptyDir({ spec }: ClusterObject): boolean {
  const volumes: readonly unknown[] = isMapping(spec) && Array.isArray(spec['volumes']) ? spec['volumes'] : [];
  return volumes.some((volume) => isMapping(volume) && volume['emptyDir'] !== undefined);
}
