import type { KubernetesIdentity, TargetIdentity } from '../../../experiments/definition/identity.ts';
import type { ClusterObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';

export interface OnObject {
  readonly faultId: string;
  readonly target: TargetIdentity;
  readonly expiresAt: number;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

export function identityOf({ target }: Pick<OnObject, 'target'>): KubernetesIdentity {
  if (target.kind === 'kubernetes') return target;
  throw failure(
    FailureType.unsupported,
    `${target.label} is no object of a Kubernetes cluster: this fault acts on those only.`,
  );
}

export function keyOf(call: Pick<OnObject, 'target'>): ObjectKey {
  const { apiVersion, objectKind, namespace, name } = identityOf(call);
  return { apiVersion, kind: objectKind, namespace, name };
}

/** The target as it is now; undefined when it is gone, also when another object has its name. */
export async function readTarget(
  call: Pick<OnObject, 'target' | 'ports' | 'signal'>,
): Promise<ClusterObject | undefined> {
  const object = await call.ports.cluster.get(keyOf(call), call.signal);
  return object?.metadata.uid === identityOf(call).uid ? object : undefined;
}

/** For a fault that has not begun: without its target there is none. */
export async function requireTarget(call: Pick<OnObject, 'target' | 'ports' | 'signal'>): Promise<ClusterObject> {
  const object = await readTarget(call);
  const { label, uid } = identityOf(call);
  if (object === undefined) {
    throw failure(
      FailureType.targetMissing,
      `${label} was not touched: it is gone (uid ${uid}). Choose the target anew.`,
    );
  }
  if (object.metadata.deletionTimestamp === undefined) return object;
  throw failure(FailureType.targetMissing, `${label} was not touched: it is being deleted. Choose the target anew.`);
}
