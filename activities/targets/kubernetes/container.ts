import type { KubernetesTargetSpec } from '../../../experiments/definition/targets/kubernetes.ts';
import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { asPod } from '../../kubernetes/views.ts';

/** A container that is misspelt is an error, never a target that is left out. */
export function requireContainer({ container }: KubernetesTargetSpec, objects: readonly ClusterObject[]): void {
  if (container === undefined) return;
  for (const object of objects) {
    const names = containersOf(object);
    if (names.includes(container)) continue;
    const { namespace, name } = object.metadata;
    throw failure(
      FailureType.unsupported,
      `No target was taken: pod ${namespace}/${name} has no container "${container}"; it has ${names.join(', ') || 'none'}. ` +
        'Correct "container" of the target, or narrow its selector.',
    );
  }
}

/** An init container that is always restarted is a sidecar, and runs as long as the pod. */
function containersOf(object: ClusterObject): readonly string[] {
  if (object.kind !== 'Pod') return [];
  const { containers, initContainers = [] } = asPod(object).spec;
  return [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')].map(
    ({ name }) => name,
  );
}
