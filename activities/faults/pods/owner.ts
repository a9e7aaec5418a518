import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { controllersOf } from '../../kubernetes/controllers.ts';
import { podsOwnedBy } from '../../kubernetes/owned-pods.ts';
import type { Ports } from '../../ports.ts';

/** What starts another pod when one is gone. Plain JSON, for the baseline. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** The deployment of a replica set's pod; else whatever controls the pod. Fails when nothing would start a successor. */
export async function ownerOf(pod: ClusterObject, { cluster }: Ports, signal: AbortSignal): Promise<ClusterObject> {
  const { namespace, name } = pod.metadata;
  const [direct, above] = await controllersOf(pod, cluster, signal);
  if (direct === undefined) throw bare(`pod ${namespace}/${name}`, pod);
  if (direct.kind === 'Node') {
    throw failure(
      FailureType.unsupported,
      `pod ${namespace}/${name} was not killed: it mirrors a static pod of node ${direct.metadata.name}, and deleting it stops nothing there.`,
    );
  }
  const owner = above?.kind === 'Deployment' ? above : direct;
  if (owner.metadata.deletionTimestamp === undefined) return owner;
  throw failure(
    FailureType.unsupported,
    `pod ${namespace}/${name} was not killed: its ${labelOf(owner)} is being deleted and would not start another.`,
  );
}

function bare(label: string, { metadata }: ClusterObject): Error {
  const named = metadata.ownerReferences?.find(({ controller }) => controller === true);
  const why = named === undefined ? 'nothing owns it' : `its ${named.kind} ${named.name} is gone`;
  return failure(
    FailureType.unsupported,
    `${label} was not killed: ${why}, so nothing would start another. Choose a pod of a deployment, a stateful set, a daemon set or a job.`,
  );
}

export function recorded({ apiVersion, kind, metadata }: ClusterObject): Owner {
  const { namespace = '', name, uid } = metadata;
  return { apiVersion, kind, namespace, name, uid };
}

export function labelOf(owner: ClusterObject | Owner): string {
  const { namespace, name } = 'metadata' in owner ? owner.metadata : owner;
  return `${owner.kind.toLowerCase()} ${namespace}/${name}`;
}

/** Undefined when it is gone or going: then nobody wants its pods any more. */
export async function readOwner(
  owner: Owner,
  { cluster }: Ports,
  signal: AbortSignal,
): Promise<ClusterObject | undefined> {
  const { apiVersion, kind, namespace, name, uid } = owner;
  const found = await cluster.get({ apiVersion, kind, namespace, name }, signal);
  return found?.metadata.uid === uid && found.metadata.deletionTimestamp === undefined ? found : undefined;
}

export const podsOfOwner = (owner: ClusterObject, { cluster }: Ports, signal: AbortSignal) =>
  podsOwnedBy(owner, cluster, signal);
