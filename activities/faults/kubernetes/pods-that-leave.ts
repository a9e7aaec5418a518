import type { Drain } from '../../../experiments/definition/faults/drain.ts';
import type { MayLose } from '../../../experiments/definition/faults/may-lose.ts';
import type { Taint } from '../../../experiments/definition/faults/taint.ts';
import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { nameOf } from '../../kubernetes/name-of.ts';
import { isLeaving } from '../../kubernetes/pod-state.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { Ports } from '../../ports.ts';
import { mustLeave } from './tolerates.ts';

const MIRROR = 'kubernetes.io/config.mirror';

interface Looking {
  readonly ports: Pick<Ports, 'cluster'>;
  readonly signal: AbortSignal;
}

/** What a drain evicts from a node: the pods of daemon sets would come back at once. */
export async function podsToEvict(node: string, { pods }: Pick<Drain, 'pods'>, how: Looking) {
  return (await podsOn(node, pods, how)).filter((pod) => controllerOf(pod)?.kind !== 'DaemonSet');
}

/** What has to leave a node because of a taint. */
export async function podsToLeave(node: string, taint: Taint, how: Looking): Promise<readonly ClusterObject[]> {
  if (taint.effect !== 'NoExecute') return [];
  return (await podsOn(node, undefined, how)).filter((pod) => mustLeave(pod, taint));
}

/** The pods of a node that run and that the API can end: not those of the kubelet itself, not those that end anyway. */
async function podsOn(
  node: string,
  labels: string | undefined,
  { ports, signal }: Looking,
): Promise<readonly ClusterObject[]> {
  const pods = await ports.cluster.list(
    { apiVersion: 'v1', kind: 'Pod', fields: `spec.nodeName=${node}`, labels },
    signal,
  );
  return pods.filter((pod) => !isLeaving(pod) && !hasEnded(pod) && pod.metadata.annotations?.[MIRROR] === undefined);
}

/** Names every loss at once, so that a person decides once. */
export function refuseLosses(label: string, what: string, pods: readonly ClusterObject[], allow: MayLose): void {
  const bare = allow.includes('pods-without-controller') ? [] : pods.filter((pod) => controllerOf(pod) === undefined);
  const emptyDir = allow.includes('empty-dir-data') ? [] : pods.filter(hasEmptyDir);
  const losses = [
    ...bare.map((pod) => `${nameOf(pod)} has no controller, so nobody would start it again (pods-without-controller)`),
    ...emptyDir.map((pod) => `${nameOf(pod)} has data in an emptyDir volume, which would be lost (empty-dir-data)`),
  ];
  if (losses.length === 0) return;
  throw failure(
    FailureType.unsupported,
    `${label} was not ${what}: ${losses.join('; ')}. Say in "allow" what may be lost, or choose other pods.`,
  );
}

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
