import type { SnapshotCall } from '../snapshotter.ts';
import { asClass, type VolumeSnapshotClass } from './api-objects.ts';
import { claimsOf } from './claims.ts';
import { SNAPSHOT_API } from './names.ts';
import type { ClusterObject } from '../../cluster.ts';

type Call = Pick<SnapshotCall<'csi-volume-snapshot'>, 'settings' | 'ports' | 'signal'>;

/** Which claims, by which class, and what will become of the snapshots. */
export async function preview(call: Call): Promise<string> {
  const claims = await claimsOf(call);
  const names = claims.map(({ metadata }) => metadata.name).join(', ');
  const count = claims.length === 1 ? '1 claim' : `${claims.length} claims`;
  return `${count} in ${call.settings.namespace} (${names}), by ${await classWords(claims, call)}`;
}

async function classWords(
  claims: readonly ClusterObject[],
  { settings, ports: { cluster }, signal }: Call,
): Promise<string> {
  const key = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshotClass' };
  if (settings.class !== undefined) {
    const found = await cluster.get({ ...key, name: settings.class }, signal);
    return found === undefined ? `class ${settings.class}, which is not there` : wordsFor(asClass(found));
  }
  const drivers = new Set(claims.map(driverOf));
  const defaults = (await cluster.list(key, signal))
    .map(asClass)
    .filter(({ metadata, driver }) => metadata.annotations?.[IS_DEFAULT] === 'true' && drivers.has(driver ?? ''));
  return defaults.length === 0
    ? `no class: none is the default for ${[...drivers].join(', ')}; give "class"`
    : defaults.map(wordsFor).join(' and ');
}

const IS_DEFAULT = 'snapshot.storage.kubernetes.io/is-default-class';

/** Written by whoever provisioned the volume; a volume that was made by hand does not say. */
const driverOf = ({ metadata: { annotations = {} } }: ClusterObject): string =>
  annotations['volume.kubernetes.io/storage-provisioner'] ??
  annotations['volume.beta.kubernetes.io/storage-provisioner'] ??
  'an unknown driver';

function wordsFor({ metadata, driver, deletionPolicy }: VolumeSnapshotClass): string {
  const then =
    deletionPolicy === 'Retain'
      ? 'deletionPolicy Retain: what is discarded here stays in the storage'
      : 'deletionPolicy Delete: a snapshot in the storage goes with its VolumeSnapshot';
  return `class ${metadata.name} (driver ${driver}; ${then})`;
}
