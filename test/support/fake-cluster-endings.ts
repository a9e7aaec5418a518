import type { ClusterObject, DeleteOrder } from '../../activities/cluster.ts';
import type { FakeObjects } from './fake-cluster-objects.ts';
import type { Writer } from './fake-cluster-owners.ts';
import { byLabelSelector } from './fake-cluster-selectors.ts';

/** Deletes an object, and what belongs to it: at once, where the real one has a garbage collector that comes a little later. */
export function deleteWithDependents(
  objects: FakeObjects,
  object: ClusterObject,
  how: DeleteOrder['propagation'],
  who: Writer,
): void {
  const dependents = objects
    .all()
    .filter(({ metadata }) => (metadata.ownerReferences ?? []).some(({ uid }) => uid === object.metadata.uid));
  for (const dependent of dependents) {
    if (how !== 'Orphan') deleteWithDependents(objects, dependent, how, who);
    else {
      const ownerReferences = (dependent.metadata.ownerReferences ?? []).filter(
        ({ uid }) => uid !== object.metadata.uid,
      );
      objects.update(dependent, { ...dependent, metadata: { ...dependent.metadata, ownerReferences } }, { who });
    }
  }
  const inside =
    object.kind === 'Namespace'
      ? objects.all().filter(({ metadata }) => metadata.namespace === object.metadata.name)
      : [];
  objects.delete(object);
  for (const one of inside) objects.delete(one);
}

/** What a PodDisruptionBudget of the fake says: `status.disruptionsAllowed` is what the test wrote there, one less per eviction. */
export function evicted(objects: FakeObjects, pod: ClusterObject, who: Writer): { readonly blocked?: string } {
  const budgets = objects
    .all()
    .filter(
      ({ kind, metadata, spec }) =>
        kind === 'PodDisruptionBudget' &&
        metadata.namespace === pod.metadata.namespace &&
        byLabelSelector((spec as { readonly selector?: unknown }).selector)(pod),
    );
  for (const budget of budgets) {
    if (allowed(budget) > 0) continue;
    return {
      blocked: `Cannot evict pod as it would violate the pod's disruption budget. The disruption budget ${budget.metadata.name} needs more healthy pods.`,
    };
  }
  for (const budget of budgets) {
    const status = { ...(budget['status'] as object), disruptionsAllowed: allowed(budget) - 1 };
    objects.update(budget, { ...budget, status }, { who, subresource: 'status' });
  }
  objects.delete(pod);
  return {};
}

function allowed({ status }: ClusterObject): number {
  return (status as { readonly disruptionsAllowed?: number } | undefined)?.disruptionsAllowed ?? 0;
}
