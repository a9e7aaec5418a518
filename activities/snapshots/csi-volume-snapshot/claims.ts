import { labelsText } from '../../../experiments/definition/label-selector.ts';
import type { Cluster, ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { asClaim } from './api-objects.ts';

type Call = Pick<SnapshotCall<'csi-volume-snapshot'>, 'settings' | 'ports' | 'signal'>;

/** The claims that the settings mean, each bound to a volume; sorted by name. */
export async function claimsOf({ settings, ports: { cluster }, signal }: Call): Promise<readonly ClusterObject[]> {
  const { namespace, statefulSet, labels } = settings;
  const claims =
    statefulSet === undefined
      ? await cluster.list(
          { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, labels: labelsText(labels) },
          signal,
        )
      : await claimsOfSet({ namespace, statefulSet }, cluster, signal);
  const chosen =
    statefulSet === undefined ? `have labels ${labelsText(labels)}` : `belong to statefulset ${statefulSet}`;
  if (claims.length === 0)
    throw refused(`no claims in namespace ${namespace} ${chosen}`, 'Correct the choice of claims');
  const unbound = claims.find((claim) => asClaim(claim).status?.phase !== 'Bound');
  if (unbound === undefined) return claims;
  const phase = asClaim(unbound).status?.phase ?? 'Pending';
  throw refused(`claim ${namespace}/${unbound.metadata.name} is ${phase}`, 'Wait until it is Bound');
}

/** Those of its templates, for the replicas that it wants, and those that its template names. */
async function claimsOfSet(
  { namespace, statefulSet: name }: { readonly namespace: string; readonly statefulSet: string },
  cluster: Cluster,
  signal: AbortSignal,
): Promise<readonly ClusterObject[]> {
  const set = await cluster.get({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name }, signal);
  if (set === undefined) throw refused(`there is no statefulset ${namespace}/${name}`, 'Correct "statefulSet"');
  const names = claimNames(set);
  const query = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace };
  const found = (await cluster.list(query, signal)).filter(({ metadata }) => names.includes(metadata.name));
  const missing = names.find((one) => !found.some(({ metadata }) => metadata.name === one));
  if (missing === undefined) return found;
  throw refused(`claim ${namespace}/${missing} of statefulset ${name} is not there`, 'Wait until the set is ready');
}

interface SetSpec {
  readonly replicas?: number;
  readonly ordinals?: { readonly start?: number };
  readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[];
  readonly template?: { readonly spec?: { readonly volumes?: readonly Volume[] } };
}

interface Volume {
  readonly persistentVolumeClaim?: { readonly claimName?: string };
}

function claimNames({ metadata, spec }: ClusterObject): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API server keeps to its own schema
  const { replicas = 1, ordinals, volumeClaimTemplates = [], template } = (spec ?? {}) as SetSpec;
  const start = ordinals?.start ?? 0;
  const own = volumeClaimTemplates.flatMap(({ metadata: of }) =>
    Array.from({ length: replicas }, (_, at) => `${of?.name}-${metadata.name}-${start + at}`),
  );
  return [...own, ...claimsIn(template?.spec?.volumes)];
}

/** The claims that a pod with these volumes uses. */
export function claimsIn(volumes: readonly Volume[] = []): readonly string[] {
  return volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

function refused(seen: string, next: string): Error {
  return failure(FailureType.snapshotFailed, `No volume was snapshotted: ${seen}. ${next}.`);
}
