import { createHash } from 'node:crypto';

export const SNAPSHOT_API = 'snapshot.storage.k8s.io/v1';
/** Whom `managedFields` names. */
export const MANAGER = 'gameday';

/** Label of every VolumeSnapshot of one set; what lacks it is somebody else's. */
export const SET = 'gameday.dev/snapshot';
/** Label of what was there before a restore of that set. */
export const ASIDE = 'gameday.dev/kept-aside';
/** Annotation of a claim that a restore has made anew: the uid of its VolumeSnapshot. */
export const RESTORED_FROM = 'gameday.dev/restored-from';

export const SNAPSHOT_ID = 'gameday.dev/snapshot-id';
export const SUBJECT = 'gameday.dev/subject';
/** Annotation with the claim as it was, so that it can be made anew when nobody has it any more. */
export const CLAIM = 'gameday.dev/claim';
/** Annotation: so many belong to the set. */
export const COUNT = 'gameday.dev/claims';

/** An id is too long for a label, and has characters that one must not have. */
export function setOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

const LONGEST = 200;

export function snapshotName(
  prefix: 'gameday' | 'gameday-aside' | 'gameday-restore-test' | 'gameday-clone',
  set: string,
  claim: string,
): string {
  return `${prefix}-${set}-${claim.length <= LONGEST ? claim : `${claim.slice(0, LONGEST - 9)}-${setOf(claim).slice(0, 8)}`}`;
}
