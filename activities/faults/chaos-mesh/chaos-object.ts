import { hasDuration, isOneShot } from '../../../experiments/definition/faults/chaos-mesh.ts';
import type { ClusterObject, NewObject, ObjectKey } from '../../cluster.ts';
import { FailureType } from '../../failures.ts';
import { EXPIRES_AT, FAULT_ID, FAULT_LABEL, markOf } from '../../kubernetes/marks.ts';
import type { FaultCall } from '../driver.ts';
import { isOfType } from '../engine/failing.ts';
import { identityOf } from '../kubernetes/target-object.ts';

export const CHAOS_MESH = 'chaos-mesh.org/v1alpha1';

/** What every step knows; the deadline and the baseline are for those who need them. */
export type OnChaos = Pick<FaultCall<'chaos-mesh'>, 'faultId' | 'settings' | 'target' | 'ports' | 'signal'>;

/** One object per fault, under a name that every attempt knows. */
export function keyOfChaos({ faultId, settings, target }: Pick<OnChaos, 'faultId' | 'settings' | 'target'>): ObjectKey {
  const name = `gameday-${markOf(faultId)}`;
  return { apiVersion: CHAOS_MESH, kind: settings.kind, namespace: namespaceOf(target), name };
}

/** Where the object is made: beside the pod, or in the namespace that is the target. */
export function namespaceOf(target: OnChaos['target']): string {
  const { objectKind, namespace, name } = identityOf({ target });
  return objectKind === 'Namespace' ? name : (namespace ?? name);
}

export function manifestOf(call: OnChaos & Pick<FaultCall<'chaos-mesh'>, 'expiresAt'>): NewObject {
  const { faultId, expiresAt, settings, ports } = call;
  const { apiVersion, kind, namespace, name } = keyOfChaos(call);
  const now = ports.clock.now();
  // Chaos Mesh counts from the second in which the object was made.
  const left = Math.max(1, expiresAt - now + (now % 1_000));
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { [FAULT_LABEL]: markOf(faultId) },
      annotations: { [FAULT_ID]: faultId, [EXPIRES_AT]: new Date(expiresAt).toISOString() },
    },
    spec: {
      ...settings.spec,
      ...selectionOf(call),
      ...(hasDuration(kind) && !isOneShot(settings) ? { duration: `${left}ms` } : {}),
    },
  };
}

/** Exactly the pod that is the target. A namespace is a target whose selectors the author has written. */
function selectionOf({ target }: Pick<OnChaos, 'target'>): object {
  const { objectKind, namespace, name, container } = identityOf({ target });
  if (objectKind !== 'Pod' || namespace === undefined) return {};
  const selector = { namespaces: [namespace], pods: { [namespace]: [name] } };
  return { mode: 'one', selector, ...(container === undefined ? {} : { containerNames: [container] }) };
}

/** Ours, of this fault; undefined when it is gone, also together with its kind when Chaos Mesh was removed. */
export async function readChaos(call: OnChaos): Promise<ClusterObject | undefined> {
  const found = await readAny(call);
  return found !== undefined && isOurs(call, found) ? found : undefined;
}

export async function readAny({ ports, signal, ...call }: OnChaos): Promise<ClusterObject | undefined> {
  const key = keyOfChaos(call);
  try {
    return await ports.cluster.get(key, signal);
  } catch (error) {
    if (!isOfType(error, FailureType.unsupported) || (await ports.cluster.resourceOf(key, signal))) throw error;
    return undefined;
  }
}

export const isOurs = ({ faultId }: Pick<OnChaos, 'faultId'>, { metadata }: ClusterObject): boolean =>
  metadata.annotations?.[FAULT_ID] === faultId;

export const labelOfKey = ({ kind, namespace, name }: ObjectKey): string => `${kind} ${namespace ?? ''}/${name}`;

export const labelOfChaos = (call: Pick<OnChaos, 'faultId' | 'settings' | 'target'>): string =>
  labelOfKey(keyOfChaos(call));
