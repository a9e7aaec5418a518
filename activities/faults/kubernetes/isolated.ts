import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { selectorText } from '../../kubernetes/selector-text.ts';
import { markOf } from '../../kubernetes/marks.ts';
import type { LabelSelector } from '../../kubernetes/views.ts';
import type { Field } from './field.ts';
import type { OnObject } from './target-object.ts';

const ISOLATED = 'gameday.dev/isolated';

/** One pod has no labels of its own: without one the policy would isolate its siblings too. */
export function isolatingLabel({ faultId }: Pick<OnObject, 'faultId'>): Field {
  return { path: ['metadata', 'labels', ISOLATED], to: markOf(faultId) };
}

/** What the policy selects. */
export function isolatingSelector({ faultId }: Pick<OnObject, 'faultId'>, object: ClusterObject): LabelSelector {
  if (object.kind === 'Pod') return { matchLabels: { [ISOLATED]: markOf(faultId) } };
  const selector = isMapping(object['spec']) ? object['spec']['selector'] : undefined;
  return isMapping(selector) ? selector : {};
}

/** The pods that the policy isolates: of a workload all with its labels, whoever owns them. */
export async function isolatedPods(
  call: Pick<OnObject, 'faultId' | 'ports' | 'signal'>,
  object: ClusterObject,
): Promise<readonly ClusterObject[]> {
  if (object.kind === 'Pod') return [object];
  const { namespace } = object.metadata;
  const labels = selectorText(isolatingSelector(call, object));
  return await call.ports.cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels }, call.signal);
}
