import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { copyOf } from '../../snapshots/csi-volume-snapshot/copy-of.ts';
import { setOf, SNAPSHOT_API, snapshotName } from '../../snapshots/csi-volume-snapshot/names.ts';
import type { StoredVolume } from '../../snapshots/csi-volume-snapshot/stored-set.ts';
import { createOurs } from '../kubernetes/created-object.ts';
import { MANAGER } from '../kubernetes/field-owners.ts';
import { marksOf, type Preparing, selectorOf, volumesOf } from './call.ts';

const CONTENT = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshotContent' } as const;

/** A volume whose class keeps it would outlive the clone, with the data that is in it. */
export async function requireVolumesThatGo(call: Preparing): Promise<void> {
  const { settings, ports, signal } = call;
  const volumes = await volumesOf(call);
  if (volumes.length === 0) throw refused(`snapshot ${settings.snapshotId} is not there`, 'Take it again');
  const classes = new Set(volumes.flatMap(({ claim }) => claim?.spec.storageClassName ?? []));
  for (const name of classes) {
    const found = await ports.cluster.get({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name }, signal);
    const policy: unknown = found?.['reclaimPolicy'];
    if (policy === undefined || policy === 'Delete') continue;
    throw refused(
      `volumes of storage class ${name} have the reclaim policy ${JSON.stringify(policy)}, and would stay with their data`,
      'Use a class with the policy Delete',
    );
  }
  const block = settings.scrub.length > 0 && volumes.find(({ claim }) => claim?.spec.volumeMode === 'Block');
  if (!block) return;
  throw refused(
    `claim ${block.claim?.name} is a block device, which has no files to scrub`,
    'Scrub it in a pod of your own, and write scrub: []',
  );
}

/** The names of the claims, each filled from the snapshot; some may be there from an attempt that died. */
export async function makeVolumes(call: Preparing): Promise<readonly string[]> {
  const volumes = await volumesOf(call);
  const claims: string[] = [];
  for (const volume of volumes) claims.push(await makeVolume(volume, call));
  return claims;
}

async function makeVolume(volume: StoredVolume, call: Preparing): Promise<string> {
  const { namespace } = call.settings;
  const copy = copyOf(volume, {
    namespace,
    contentName: (claim) => snapshotName('gameday-clone', setOf(call.faultId), claim),
    marks: marksOf(call),
  });
  if (typeof copy === 'string') throw refused(copy, 'Look at the CSI driver');
  for (const object of copy.objects) {
    const { apiVersion, kind, metadata } = object;
    const { name = '', namespace: inside } = metadata;
    await createOurs(call, object, { apiVersion, kind, name, ...(inside === undefined ? {} : { namespace: inside }) });
  }
  return copy.claim;
}

/** They keep what is in the storage (Retain): that belongs to the snapshot of the originals. */
export async function dropContents(call: Preparing): Promise<void> {
  for (const { metadata } of await contentsOf(call)) {
    const { name, uid } = metadata;
    await call.ports.cluster.delete({ ...CONTENT, name }, { uid, manager: MANAGER, signal: call.signal });
  }
}

export function contentsOf(call: Pick<Preparing, 'faultId' | 'ports' | 'signal'>): Promise<readonly ClusterObject[]> {
  return call.ports.cluster.list({ ...CONTENT, labels: selectorOf(call) }, call.signal);
}

/** Names of the volumes that claims of the clone's namespace have, or had. */
export async function volumesIn({ settings, ports, signal }: Preparing): Promise<readonly string[]> {
  const all = await ports.cluster.list({ apiVersion: 'v1', kind: 'PersistentVolume' }, signal);
  const isOf = ({ spec }: ClusterObject) => {
    const claim = isMapping(spec) ? spec['claimRef'] : undefined;
    return isMapping(claim) && claim['namespace'] === settings.namespace;
  };
  return all.filter(isOf).map(({ metadata }) => metadata.name);
}

function refused(seen: string, next: string): Error {
  return failure(FailureType.unsupported, `The clone was not made: ${seen}. ${next}.`);
}
