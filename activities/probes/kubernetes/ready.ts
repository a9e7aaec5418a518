import type { Comparison } from '../../../experiments/definition/comparison.ts';
import { satisfies } from '../../../experiments/definition/compare.ts';
import type { ClusterObject } from '../../cluster.ts';
import { isLeaving, isReady, whyNotReady } from '../../kubernetes/pod-state.ts';
import { asNode, asPod, asWorkload } from '../../kubernetes/views.ts';
import { fewOf, nameOf, type Seen } from './look.ts';

interface Count {
  readonly ready: number;
  readonly of: number;
  readonly why?: string;
}

/** `all` of none is not well: what was scaled to nothing does no work. */
export function readiness(objects: readonly ClusterObject[], expected: 'all' | Comparison): Seen {
  const counted = objects.filter(counts);
  const stale = counted.find(isStale);
  if (stale !== undefined) {
    const detail = `the controller of ${stale.kind} ${nameOf(stale)} has not seen its last change yet`;
    return { result: 'unknown', value: null, detail };
  }
  const each = counted.map(readyOf);
  const ready = each.reduce((sum, one) => sum + one.ready, 0);
  const all = each.reduce((sum, one) => sum + one.of, 0);
  const isGood = expected === 'all' ? ready === all && all > 0 : satisfies(ready, expected);
  const seen = `${ready} of ${all} ready`;
  if (isGood) return { result: 'good', value: ready, detail: seen };
  const why = each.flatMap((one) => one.why ?? []);
  const wanted = expected === 'all' ? 'all' : expected.text;
  return {
    result: 'bad',
    value: ready,
    detail: `${seen}, expected ${wanted}${why.length > 0 ? `: ${fewOf(why)}` : ''}`,
  };
}

/** As controllers count: a pod that is about to go, or has ended, is none any more. */
function counts(object: ClusterObject): boolean {
  if (object.kind !== 'Pod') return true;
  const phase = asPod(object).status?.phase;
  return !isLeaving(object) && phase !== 'Succeeded' && phase !== 'Failed';
}

/** Its status still tells about the past. */
function isStale(object: ClusterObject): boolean {
  if (object.kind === 'Pod' || object.kind === 'Node') return false;
  return (asWorkload(object).status?.observedGeneration ?? 0) < (object.metadata.generation ?? 0);
}

function readyOf(object: ClusterObject): Count {
  const name = nameOf(object);
  if (object.kind === 'Pod') {
    return isReady(object) ? { ready: 1, of: 1 } : { ready: 0, of: 1, why: `${name} ${whyNotReady(object)}` };
  }
  if (object.kind === 'Node') {
    const condition = asNode(object).status?.conditions?.find(({ type }) => type === 'Ready');
    if (condition?.status === 'True') return { ready: 1, of: 1 };
    return { ready: 0, of: 1, why: `${name}: ${condition?.message ?? 'says nothing of itself'}` };
  }
  const { spec = {}, status = {} } = asWorkload(object);
  if (object.kind !== 'DaemonSet') return { ready: status.readyReplicas ?? 0, of: spec.replicas ?? 1 };
  return { ready: status.numberReady ?? 0, of: status.desiredNumberScheduled ?? 0 };
}
