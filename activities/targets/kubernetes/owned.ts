import type { KubernetesTargetSpec } from '../../../experiments/definition/targets/kubernetes.ts';
import { apiVersionOf, ownerNamed, POD_OWNERS } from '../../../experiments/definition/kubernetes-kinds.ts';
import type { Cluster, ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isOwnedBy, ownersOfPods } from '../../kubernetes/owned-pods.ts';
import type { Step } from './step.ts';

export const keepOwned: Step = async (settings, objects, { cluster }, signal) => {
  const owner = await ownerOf(settings, cluster, signal);
  if (owner === undefined) return { objects, seen: [] };
  const uids = await ownersOfPods(owner, cluster, signal);
  const kept = objects.filter((object) => isOwnedBy(object, uids));
  return { objects: kept, seen: [`${kept.length} of them belong to ${settings.owner}`] };
};

/** The workload that `owner` names; undefined when it names none. */
export async function ownerOf(
  { owner, namespace }: KubernetesTargetSpec,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<ClusterObject | undefined> {
  if (owner === undefined) return undefined;
  const named = ownerNamed(owner);
  const apiVersion = named && apiVersionOf(named.kind);
  if (named === undefined || apiVersion === undefined) {
    throw failure(
      FailureType.unsupported,
      `No pod was looked for: "${owner}" does not name an owner of pods (${POD_OWNERS.join(', ')}). Use "labels" for other owners.`,
    );
  }
  const found = await cluster.get({ apiVersion, ...named, namespace }, signal);
  if (found !== undefined) return found;
  throw failure(
    FailureType.targetMissing,
    `No target was found: there is no ${named.kind} ${named.name} in namespace ${namespace ?? '(none)'}. Create it, or correct "owner" of the target.`,
  );
}
