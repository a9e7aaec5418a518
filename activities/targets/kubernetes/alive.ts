import type { ClusterObject } from '../../cluster.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { Step } from './step.ts';

/** A fault on a pod that ends anyway shows nothing, and its undo would meet a successor. */
export const keepAlive: Step = async (_settings, objects) => {
  const why = objects.map((object) => ({ object, reason: whyNot(object) }));
  return {
    objects: why.filter(({ reason }) => reason === undefined).map(({ object }) => object),
    seen: why.flatMap(({ object, reason }) => (reason === undefined ? [] : [`${object.metadata.name} ${reason}`])),
  };
};

function whyNot(object: ClusterObject): string | undefined {
  if (object.metadata.deletionTimestamp !== undefined) return 'is being deleted';
  if (object.kind !== 'Pod') return undefined;
  const phase = asPod(object).status?.phase ?? 'Pending';
  return phase === 'Running' ? undefined : `is ${phase}`;
}
