import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { checkedSubject } from './checked-subject.ts';
import { copyAgreeing } from './copy-agreeing.ts';
import { placeOf, type Place } from './place.ts';
import { readManifest, referenceOf } from './stored-manifest.ts';
import { verify } from './verify.ts';

export async function take(id: string, call: SnapshotCall<'directory'>): Promise<SnapshotReference> {
  const { directories, store } = call.ports;
  const place = placeOf(store.root, id);
  const subject = await checkedSubject(call);
  const earlier = await earlierSnapshot(place, subject, call);
  if (earlier) return earlier;
  await clear(place, call);
  try {
    const stored = await copyAgreeing(id, subject, place, call);
    await directories.rename(place.half, place.folder);
    return referenceOf(stored);
  } catch (error) {
    // The reason is worth more than the tidiness: what stays is removed by the next call.
    await directories.remove(place.half).catch(() => undefined);
    throw error;
  }
}

/** The snapshot of an earlier call with the same id, when it is whole. */
async function earlierSnapshot(
  place: Place,
  subject: string,
  call: SnapshotCall<'directory'>,
): Promise<SnapshotReference | undefined> {
  const stored = await readManifest(call.ports.directories, place);
  if (!stored) return undefined;
  const reference = referenceOf(stored);
  if (reference.subject !== subject) {
    throw failure(
      FailureType.snapshotFailed,
      `Directory ${subject} was not snapshotted: id ${reference.id} is taken by a snapshot of ${reference.subject}. ` +
        `Use another id, or remove ${place.folder}.`,
    );
  }
  const problems = await verify(reference, call);
  return problems.length === 0 ? reference : undefined;
}

/** What a crash left, and what is there under the final name without being whole. */
async function clear(place: Place, { ports }: SnapshotCall<'directory'>): Promise<void> {
  await ports.directories.remove(place.half);
  if (!(await ports.directories.exists(place.folder))) return;
  await ports.directories.rename(place.folder, place.half);
  await ports.directories.remove(place.half);
}
