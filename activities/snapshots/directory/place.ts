import { isAbsolute, join, relative, sep } from 'node:path';
import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { failure, FailureType } from '../../failures.ts';

/** Where one snapshot lives. What is at `half` is not a snapshot yet, or no longer. */
export interface Place {
  readonly folder: string;
  readonly data: string;
  readonly manifest: string;
  readonly half: string;
}

export function placeOf(storeRoot: string, id: string): Place {
  return placeNamed(storeRoot, nameOf(id));
}

export function placeNamed(storeRoot: string, name: string): Place {
  const folder = join(shelfOf(storeRoot), name);
  return placeIn(folder, isHalf(name) ? folder : join(shelfOf(storeRoot), `${HALF}${name}`));
}

/** The folder of all snapshots. */
export const shelfOf = (storeRoot: string): string => join(storeRoot, 'snapshots');

/** The same snapshot before it got its final name. */
export const halfOf = (place: Place): Place => placeIn(place.half, place.half);

const isHalf = (name: string): boolean => name.startsWith(HALF);

/** Beside the subject, so that both can be renamed to it. */
export function besideSubject({ subject, id }: SnapshotReference): { readonly fresh: string; readonly aside: string } {
  return { fresh: `${subject}.restoring-${nameOf(id)}`, aside: `${subject}.before-restore-${nameOf(id)}` };
}

/** Whether one of the two is, or lies in, the other. */
export function overlap(a: string, b: string): boolean {
  return liesIn(a, b) || liesIn(b, a);
}

/** No encoded id holds a dot, so that no id can look like this. */
const HALF = 'tmp.';
const LONGEST_NAME = 150;

function placeIn(folder: string, half: string): Place {
  return { folder, data: join(folder, 'data'), manifest: join(folder, 'manifest.json'), half };
}

/** Ids are made of workflow ids, which may hold slashes and dots; a file name may not. */
function nameOf(id: string): string {
  const name = encodeURIComponent(id).replaceAll('.', '%2E');
  if (name.length > 0 && name.length <= LONGEST_NAME) return name;
  throw failure(
    FailureType.snapshotFailed,
    `Snapshot "${id}" has no place in the store: as a file name its id has ${name.length} characters; use 1 to ${LONGEST_NAME}.`,
  );
}

function liesIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
