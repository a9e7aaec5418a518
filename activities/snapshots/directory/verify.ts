import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { differences } from './differences.ts';
import { placeOf } from './place.ts';
import { readManifest, type StoredManifest } from './stored-manifest.ts';

/** Compares the stored copy with its manifest, and the manifest with the reference. */
export async function verify(
  reference: SnapshotReference,
  call: SnapshotCall<'directory'>,
): Promise<readonly string[]> {
  const { directories, store } = call.ports;
  const place = placeOf(store.root, reference.id);
  const stored = await readManifest(directories, place);
  if (!stored) return [`${place.manifest} is missing or cannot be read`];
  if (stored.sha256 !== reference.manifest) {
    return [`${place.manifest} has SHA-256 ${stored.sha256}, expected ${reference.manifest}`];
  }
  if (!(await directories.exists(place.data))) return [`${place.data} is missing`];
  call.progress(`verifying snapshot ${reference.id}`);
  return differences(stored.manifest.entries, await directories.manifest(place.data, [], call.signal));
}

export async function compare(
  reference: SnapshotReference,
  call: SnapshotCall<'directory'>,
): Promise<readonly string[]> {
  const { directories } = call.ports;
  const { entries, exclude } = await trustedManifest(reference, call);
  if (!(await directories.exists(reference.subject))) return [`${reference.subject} is missing`];
  call.progress(`comparing ${reference.subject} with snapshot ${reference.id}`);
  return differences(entries, await directories.manifest(reference.subject, exclude, call.signal));
}

/** The manifest that the reference means, and no other. */
export async function trustedManifest(
  reference: SnapshotReference,
  { ports }: SnapshotCall<'directory'>,
): Promise<StoredManifest> {
  const place = placeOf(ports.store.root, reference.id);
  const stored = await readManifest(ports.directories, place);
  if (stored?.sha256 === reference.manifest) return stored.manifest;
  const seen = stored ? `has another SHA-256 than when the snapshot was taken` : 'is missing or cannot be read';
  throw failure(
    FailureType.snapshotFailed,
    `Snapshot ${reference.id} of ${reference.subject} was not used: ${place.manifest} ${seen}. ` +
      'Look for it on the host that took it, or put the directory back by hand.',
  );
}
