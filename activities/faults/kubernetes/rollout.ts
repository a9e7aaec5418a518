import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { asWorkload } from '../../kubernetes/views.ts';

/** Why not all pods are of the newest revision and available; undefined when they are. As `kubectl rollout status` judges it. */
export function whyNotComplete(object: ClusterObject): string | undefined {
  const { metadata, spec = {}, status = {} } = asWorkload(object);
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return 'its controller has not seen the change yet';
  if (object.kind === 'DaemonSet') {
    const {
      desiredNumberScheduled: wanted = 0,
      updatedNumberScheduled: updated = 0,
      numberAvailable: available = 0,
    } = status;
    return shortOf(wanted, updated, available);
  }
  const wanted = spec.replicas ?? 1;
  const { replicas = 0, readyReplicas = 0, updatedReplicas: updated = 0 } = status;
  const available = object.kind === 'StatefulSet' ? readyReplicas : (status.availableReplicas ?? 0);
  const short = shortOf(dueOf(object, wanted), updated, Number.POSITIVE_INFINITY) ?? shortOf(wanted, wanted, available);
  if (short !== undefined) return short;
  if (object.kind === 'Deployment' && replicas > updated)
    return `${replicas - updated} pods of older revisions are still there`;
  return undefined;
}

/** A stateful set may hold pods below its partition back. */
function dueOf(object: ClusterObject, wanted: number): number {
  return object.kind === 'StatefulSet' ? Math.max(0, wanted - partitionOf(object)) : wanted;
}

export function partitionOf({ spec }: ClusterObject): number {
  const strategy = isMapping(spec) ? spec['updateStrategy'] : undefined;
  const rolling = isMapping(strategy) ? strategy['rollingUpdate'] : undefined;
  return isMapping(rolling) && typeof rolling['partition'] === 'number' ? rolling['partition'] : 0;
}

function shortOf(wanted: number, updated: number, available: number): string | undefined {
  if (updated < wanted) return `${updated} of ${wanted} pods are of the new revision`;
  return available < wanted ? `${available} of ${wanted} pods are available` : undefined;
}
