import type { ClusterObject } from '../../cluster.ts';
import { nameOf } from '../../kubernetes/name-of.ts';
import { replicasOf } from '../../kubernetes/replicas.ts';
import { asWorkload } from '../../kubernetes/views.ts';

/** Why a workload is not at rest, in words; undefined when it is. */
export function unrestOf(object: ClusterObject): string | undefined {
  const { desired, available } = replicasOf(object) ?? { desired: 0, available: 0 };
  const { observedGeneration = 0 } = asWorkload(object).status ?? {};
  // A Job does not say which of its generations it has seen.
  const isBehind = object.kind !== 'Job' && observedGeneration < (object.metadata.generation ?? 0);
  const name = nameOf(object);
  if (isBehind) return `${name} was changed, and nobody has acted on it yet`;
  const old = notUpdated(object, desired);
  if (old > 0) return `${name} is being rolled out: ${old} of ${desired} replicas are not of the newest version yet`;
  return available < desired ? `${name} has ${available} of ${desired} replicas available` : undefined;
}

function notUpdated(object: ClusterObject, desired: number): number {
  const { updatedReplicas, updatedNumberScheduled, currentRevision, updateRevision, replicas } =
    asWorkload(object).status ?? {};
  switch (object.kind) {
    case 'Deployment':
      // Also old ones that are still there beside enough new ones.
      return Math.max(desired, replicas ?? 0) - (updatedReplicas ?? 0);
    case 'StatefulSet':
      return currentRevision === updateRevision ? 0 : desired - (updatedReplicas ?? 0);
    case 'DaemonSet':
      return desired - (updatedNumberScheduled ?? 0);
    default:
      return 0;
  }
}
