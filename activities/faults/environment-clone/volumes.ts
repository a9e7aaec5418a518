import type { ClusterObject, NewObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { asContent, asSnapshot } from '../../snapshots/csi-volume-snapshot/api-objects.ts';
import { copyOf } from '../../snapshots/csi-volume-snapshot/copy-of.ts';
import { setOf, SNAPSHOT_API, snapshotName } from '../../snapshots/csi-volume-snapshot/names.ts';
import { isComplete, type StoredVolume } from '../../snapshots/csi-volume-snapshot/stored-set.ts';
import { createOurs } from '../kubernetes/created-object.ts';
import { MANAGER } from '../kubernetes/field-owners.ts';
import { marksOf, type Preparing, selectorOf, volumesOf } from './call.ts';

const LOOK_EVERY_MS = 250;
const CONTENT = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshotContent' } as const;

/** A volume whose class keeps it would outlive the clone, with the data that is in it. */
export async function requireVolumesThatGo(call: Preparing): Promise<void> {
  const { settings, ports, signal } = call;
  const volumes = await completeSet(call);
  for (const { claim, snapshot } of volumes) {
    const name = claim?.spec.storageClassName ?? '';
    const key = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name };
    const found = name === '' ? undefined : await ports.cluster.get(key, signal);
    if (found === undefined) {
      const whose = claim === undefined ? `volumesnapshot ${snapshot.metadata.name}` : `claim ${claim.name}`;
      throw refused(
        `what becomes of a volume of ${whose} cannot be told: ${name === '' ? 'it has no storage class' : `there is no storage class ${name}`}`,
        'Give the claim a storage class with the reclaim policy Delete',
      );
    }
    const policy: unknown = found['reclaimPolicy'];
    if (policy === 'Delete') continue;
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

/** Where one is missing, what is copied would begin with an empty volume, and nobody would notice. */
async function completeSet(call: Preparing): Promise<readonly StoredVolume[]> {
  const volumes = await volumesOf(call);
  if (isComplete(volumes)) return volumes;
  throw refused(
    `snapshot ${call.settings.snapshotId} is no longer there, or not as a whole`,
    'Run the experiment again',
  );
}

/** The names of the claims, each filled from the snapshot; some may be there from an attempt that died. */
export async function makeVolumes(call: Preparing): Promise<readonly string[]> {
  const volumes = await completeSet(call);
  const claims: string[] = [];
  for (const volume of volumes) claims.push(await makeVolume(volume, call));
  return claims;
}

async function makeVolume(volume: StoredVolume, call: Preparing): Promise<string> {
  const { namespace } = call.settings;
  const place = setOf(`${namespace} ${call.faultId}`);
  const copy = copyOf(volume, {
    namespace,
    contentName: (claim) => snapshotName('gameday-clone', place, claim),
    marks: marksOf(call),
  });
  if (typeof copy === 'string') throw refused(copy, 'Look at the CSI driver');
  const [content, snapshot, claim] = copy.objects;
  for (const object of [content, snapshot]) await createOurs(call, object, keyOf(object));
  // A provisioner that finds no snapshot asks again later and later.
  await untilUsable(keyOf(snapshot), call);
  await createOurs(call, claim, keyOf(claim));
  return copy.claim;
}

const keyOf = ({ apiVersion, kind, metadata: { namespace, name = '' } }: NewObject): ObjectKey => ({
  apiVersion,
  kind,
  name,
  ...(namespace === undefined ? {} : { namespace }),
});

async function untilUsable(key: ObjectKey, { settings, ports, signal }: Preparing): Promise<void> {
  const began = ports.clock.monotonic();
  for (;;) {
    signal.throwIfAborted();
    const found = await ports.cluster.get(key, signal);
    const { readyToUse, error } = (found && asSnapshot(found).status) ?? {};
    if (readyToUse === true) return;
    if (ports.clock.monotonic() - began > settings.timeout) {
      const why = error?.message ?? 'nobody says why';
      throw refused(
        `volumesnapshot ${key.namespace}/${key.name} is not ready after ${settings.timeout / 1000} s: ${why}`,
        'Look at the CSI driver and the snapshot controller',
      );
    }
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** They keep what is in the storage (Retain): that belongs to the snapshot of the originals. */
export async function dropContents(call: Preparing): Promise<void> {
  for (const { metadata } of await contentsOf(call)) {
    const { name, uid } = metadata;
    await call.ports.cluster.delete({ ...CONTENT, name }, { uid, manager: MANAGER, signal: call.signal });
  }
}

/** They live beside namespaces, so another clone of the same name of a fault is told apart by whom they are for. */
export async function contentsOf(call: Preparing): Promise<readonly ClusterObject[]> {
  const marked = await call.ports.cluster.list({ ...CONTENT, labels: selectorOf(call) }, call.signal);
  const { namespace } = call.settings;
  return marked.filter((content) => asContent(content).spec?.volumeSnapshotRef?.namespace === namespace);
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
