import type { ClusterObject } from '../cluster.ts';
import { asWorkload } from './views.ts';

export interface Replicas {
  readonly desired: number;
  readonly available: number;
}

/** Undefined for what has no replicas. */
export function replicasOf(object: ClusterObject): Replicas | undefined {
  const { spec = {}, status = {} } = asWorkload(object);
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
      return { desired: spec.replicas ?? 1, available: status.availableReplicas ?? 0 };
    case 'StatefulSet':
      return { desired: spec.replicas ?? 1, available: status.availableReplicas ?? status.readyReplicas ?? 0 };
    case 'DaemonSet':
      return { desired: status.desiredNumberScheduled ?? 0, available: status.numberAvailable ?? 0 };
    case 'Job':
      return { desired: spec.parallelism ?? 1, available: status.ready ?? 0 };
    default:
      return undefined;
  }
}
