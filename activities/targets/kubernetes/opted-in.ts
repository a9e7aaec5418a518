import type { Cluster, ClusterObject } from '../../cluster.ts';
import { controllersOf } from '../../kubernetes/controllers.ts';
import type { Step } from './step.ts';

export const OPT_IN = 'gameday.dev/opt-in';

/** Allowed by the object itself, or by what controls it: a deployment speaks for its pods. The nearest word counts. */
export const optedIn: Step = async (settings, objects, { cluster }, signal) => {
  if (!settings.optedIn) return { objects, seen: [] };
  const allowed = await Promise.all(objects.map((object) => isAllowed(object, cluster, signal)));
  const kept = objects.filter((_, at) => allowed[at]);
  return { objects: kept, seen: [`${kept.length} of them are opted in by the annotation ${OPT_IN}: "true"`] };
};

async function isAllowed(object: ClusterObject, cluster: Cluster, signal: AbortSignal): Promise<boolean> {
  const own = object.metadata.annotations?.[OPT_IN];
  if (own !== undefined) return own === 'true';
  const controllers = await controllersOf(object, cluster, signal);
  const words = controllers.map(({ metadata }) => metadata.annotations?.[OPT_IN]);
  return words.find((word) => word !== undefined) === 'true';
}
