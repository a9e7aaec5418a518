import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Longer ids are cut; the hash keeps them apart. File names may have 255 bytes, and endings are added. */
const LONGEST = 180;

/** The record; which process its guard is; when the guard undid; until when its owner wants the fault; who works on it. */
export const ENDINGS = ['json', 'guard', 'expired', 'lease', 'lock'] as const;

/** A fault id contains slashes and the names of hosts; as a file name every id is one name of its own. */
export function undoFile(directory: string, faultId: string, ending: (typeof ENDINGS)[number]): string {
  const name = encodeURIComponent(faultId).replace(/^\./, '%2E').replaceAll('*', '%2A');
  const hash = createHash('sha256').update(faultId).digest('hex').slice(0, 16);
  return join(directory, `${name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}~${hash}`}.${ending}`);
}
