import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import type { Field } from './field.ts';

export const UNSCHEDULABLE: Field = { path: ['spec', 'unschedulable'], to: true };

const TAINT = 'node.kubernetes.io/unschedulable';

/** One line when the scheduler still stays away: a controller adds a taint for the field, and takes it away a little later. */
export function stillCordoned(label: string, { spec }: ClusterObject): readonly string[] {
  if (!isMapping(spec)) return [];
  if (spec['unschedulable'] === true) return [`${label} is unschedulable`];
  const taints: readonly unknown[] = Array.isArray(spec['taints']) ? spec['taints'] : [];
  const isTainted = taints.some((taint) => isMapping(taint) && taint['key'] === TAINT);
  return isTainted ? [`${label} still has the taint ${TAINT}`] : [];
}
