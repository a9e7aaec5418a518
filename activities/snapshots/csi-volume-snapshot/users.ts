import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { controllersOf } from '../../kubernetes/controllers.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { RESTORING } from '../../kubernetes/restoring.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { claimsIn } from './claims.ts';

type Call = SnapshotCall<'csi-volume-snapshot'>;

const SCALABLE: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet'];

/** The pods that hold one of the claims. What has ended holds nothing. */
export async function podsWith(
  claims: readonly string[],
  { settings, ports: { cluster }, signal }: Call,
): Promise<readonly ClusterObject[]> {
  const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: settings.namespace }, signal);
  return pods.filter((pod) => {
    const { spec, status } = asPod(pod);
    const hasEnded = status?.phase === 'Succeeded' || status?.phase === 'Failed';
    return !hasEnded && claimsIn(spec.volumes).some((name) => claims.includes(name));
  });
}

/** What must be scaled to 0 so that these pods go; fails when that would not help. */
export async function workloadsOf(pods: readonly ClusterObject[], call: Call): Promise<readonly ClusterObject[]> {
  const found = new Map<string, ClusterObject>();
  for (const pod of pods) {
    const controllers = await controllersOf(pod, call.ports.cluster, call.signal);
    const top = controllers.at(-1);
    if (top === undefined)
      throw refused(`pod ${nameOf(pod)} uses a volume, and nothing that can be scaled controls it`);
    if (!SCALABLE.includes(top.kind))
      throw refused(`${top.kind} ${nameOf(top)} controls pod ${nameOf(pod)}, and would bring it back`);
    if (losesClaims(top))
      throw refused(`statefulset ${nameOf(top)} deletes its claims when it is scaled down (whenScaled: Delete)`);
    found.set(top.metadata.uid, top);
  }
  return [...found.values()];
}

/** Those that a restore of this set has scaled to 0 already. */
export async function halted(
  set: string,
  { settings, ports: { cluster }, signal }: Call,
): Promise<readonly ClusterObject[]> {
  const query = { apiVersion: 'apps/v1', namespace: settings.namespace, labels: `${RESTORING}=${set}` };
  const lists = await Promise.all(SCALABLE.map((kind) => cluster.list({ ...query, kind }, signal)));
  return lists.flat();
}

export const nameOf = ({ metadata: { namespace, name } }: ClusterObject): string => `${namespace}/${name}`;

function losesClaims({ spec }: ClusterObject): boolean {
  const policy = isMapping(spec) ? spec['persistentVolumeClaimRetentionPolicy'] : undefined;
  return isMapping(policy) && policy['whenScaled'] === 'Delete';
}

function refused(seen: string): Error {
  return failure(
    FailureType.snapshotFailed,
    `The volumes were not restored: ${seen}. Nothing was changed. Stop it by hand, then restore the claims from their volume snapshots.`,
  );
}
