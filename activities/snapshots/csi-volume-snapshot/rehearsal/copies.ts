import type { NewObject } from '../../../cluster.ts';
import { failure, FailureType } from '../../../failures.ts';
import type { SnapshotCall } from '../../snapshotter.ts';
import { copyOf } from '../copy-of.ts';
import { MANAGER, snapshotName } from '../names.ts';
import type { StoredVolume } from '../stored-set.ts';
import { REHEARSAL, rehearsalName } from './place.ts';

/** The names of the claims that were made. */
export async function makeCopies(
  set: string,
  volumes: readonly StoredVolume[],
  { ports, signal }: SnapshotCall<'csi-volume-snapshot'>,
): Promise<readonly string[]> {
  const place = {
    namespace: rehearsalName(set),
    contentName: (claim: string) => snapshotName('gameday-restore-test', set, claim),
    marks: { labels: { [REHEARSAL]: set } },
  };
  const claims: string[] = [];
  for (const volume of volumes) {
    refuseBlock(volume);
    const copy = copyOf(volume, place);
    if (typeof copy === 'string') {
      throw failure(FailureType.snapshotFailed, `The snapshot was not tested: ${copy}.`);
    }
    for (const object of copy.objects) {
      const { outcome } = await ports.cluster.create(object, { manager: MANAGER, signal });
      if (outcome !== 'written') throw notMade(object, outcome);
    }
    claims.push(copy.claim);
  }
  return claims;
}

function refuseBlock({ claim }: StoredVolume): void {
  if (claim?.spec.volumeMode !== 'Block') return;
  throw failure(
    FailureType.unsupported,
    `The snapshot was not tested: claim ${claim.name} is a block device, which has no files to look at. Do without restoreTest.`,
  );
}

function notMade({ kind, metadata }: NewObject, outcome: string): Error {
  return failure(
    FailureType.snapshotFailed,
    `The snapshot was not tested: ${kind} ${metadata.name} could not be made (${outcome}). Look who has that name, or do without restoreTest.`,
  );
}
