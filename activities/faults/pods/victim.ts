import type { KubernetesIdentity, TargetIdentity } from '../../../experiments/definition/identity.ts';
import type { ClusterObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isLeaving } from '../../kubernetes/pod-state.ts';
import type { Ports } from '../../ports.ts';

export type PodIdentity = KubernetesIdentity & { readonly namespace: string };

interface OnPod {
  readonly target: TargetIdentity;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

export function podOf(target: TargetIdentity): PodIdentity {
  if (target.kind === 'kubernetes' && target.objectKind === 'Pod' && target.namespace !== undefined) {
    return { ...target, namespace: target.namespace };
  }
  throw failure(FailureType.unsupported, `${target.label} is no pod: this fault acts on pods only.`);
}

export const keyOfPod = ({ namespace, name }: Pick<PodIdentity, 'namespace' | 'name'>): ObjectKey => ({
  apiVersion: 'v1',
  kind: 'Pod',
  namespace,
  name,
});

/** This incarnation of it; undefined when it is gone, also when another has its name now. */
export async function readPod({ target, ports, signal }: OnPod): Promise<ClusterObject | undefined> {
  const pod = podOf(target);
  const found = await ports.cluster.get(keyOfPod(pod), signal);
  return found?.metadata.uid === pod.uid ? found : undefined;
}

export async function livingPod(on: OnPod): Promise<ClusterObject> {
  const found = await readPod(on);
  if (found !== undefined && !isLeaving(found)) return found;
  throw failure(
    FailureType.targetMissing,
    `${on.target.label} was not touched: it is ${found === undefined ? 'gone' : 'being deleted'} since it was chosen as a target. ` +
      'Resolve the targets again: restart the experiment.',
  );
}
