import type { KubernetesIdentity } from '../../experiments/definition/identity.ts';
import type { KubernetesTargetSpec } from '../../experiments/definition/targets/kubernetes.ts';
import type { ClusterObject } from '../cluster.ts';
import { clusterUid } from '../kubernetes/cluster-uid.ts';
import { asPod } from '../kubernetes/views.ts';
import { boundsOf } from './kubernetes/bounds.ts';
import { requireContainer } from './kubernetes/container.ts';
import { listObjects } from './kubernetes/list-objects.ts';
import { missing } from './kubernetes/missing.ts';
import { optedIn } from './kubernetes/opted-in.ts';
import { keepAlive } from './kubernetes/alive.ts';
import { keepOwned } from './kubernetes/owned.ts';
import type { Step } from './kubernetes/step.ts';
import { askPods } from './kubernetes/where.ts';
import type { TargetResolver } from './resolver.ts';

/** Only what is there to stay: not what is being deleted, and of pods those that run. */
export const kubernetesTargets: TargetResolver<'kubernetes'> = {
  kind: 'kubernetes',
  async find(settings, ports, signal) {
    const listed = await listObjects(settings, ports.cluster, signal);
    const seen = [listed.text];
    let left = listed.objects;
    const steps = [annotated, keepOwned, keepAlive, optedIn, askPods] as const;
    for (const step of steps) {
      const kept = await step(settings, left, ports, signal);
      left = kept.objects;
      seen.push(...kept.seen);
      if (left.length === 0) throw await missing(settings, seen, ports.cluster, signal);
    }
    requireContainer(settings, left);
    const cluster = await clusterUid(ports.cluster, signal);
    return left.map((object) => ({ ...identityOf(object, settings), cluster }));
  },
  bounds: boundsOf,
};

const annotated: Step = async ({ annotations }, objects) => {
  const wanted = Object.entries(annotations ?? {});
  if (wanted.length === 0) return { objects, seen: [] };
  const kept = objects.filter(({ metadata }) => wanted.every(([key, value]) => metadata.annotations?.[key] === value));
  return { objects: kept, seen: [`${kept.length} of them have the annotations`] };
};

export function identityOf(
  object: ClusterObject,
  { container }: Pick<KubernetesTargetSpec, 'container'>,
): KubernetesIdentity {
  const { apiVersion, kind, metadata } = object;
  const { namespace, name, uid } = metadata;
  const word = kind.toLowerCase();
  const node = kind === 'Pod' ? asPod(object).spec.nodeName : undefined;
  return {
    kind: 'kubernetes',
    key: `kubernetes/${namespace ?? '_'}/${word}/${name}`,
    label: namespace === undefined ? `${word} ${name}` : `${word} ${namespace}/${name}`,
    apiVersion,
    objectKind: kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    ...(container === undefined ? {} : { container }),
    ...(node === undefined ? {} : { node }),
  };
}
