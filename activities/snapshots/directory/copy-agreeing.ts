import { ApplicationFailure } from '@temporalio/common';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { requireSpace } from './checked-subject.ts';
import { differingPaths } from './differences.ts';
import { halfOf, type Place } from './place.ts';
import { writeManifest, type Stored } from './stored-manifest.ts';

const ATTEMPTS = 2;
const MOST_NAMES = 10;

/**
 * Copies the subject to the half-done place. The source is read after the copy: when both agree, no file changed between
 * the end of the copy and that reading, so that the copy shows one moment. A source that changed gets one more try.
 */
export async function copyAgreeing(
  id: string,
  subject: string,
  place: Place,
  call: SnapshotCall<'directory'>,
): Promise<Stored> {
  await requireSpace(subject, call);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await copyOnce(id, subject, halfOf(place), call).catch((error: unknown) => {
      if (attempt === ATTEMPTS || !isSnapshotFailed(error)) throw error;
      return [];
    });
    if ('manifest' in outcome) return outcome;
    await call.ports.directories.remove(place.half);
    if (attempt === ATTEMPTS) throw keptChanging(subject, outcome);
  }
}

async function copyOnce(
  id: string,
  subject: string,
  half: Place,
  { settings, ports, signal, progress }: SnapshotCall<'directory'>,
): Promise<Stored | readonly string[]> {
  const { directories, clock } = ports;
  const { exclude } = settings;
  const whose = { version: 1, id, kind: 'directory', subject, exclude } as const;
  // Says whose the half-done copy is, for the retention to find it should nobody come back for it.
  await writeManifest(directories, half, { ...whose, takenAt: clock.now(), method: 'unknown', entries: [] });
  progress(`copying ${subject}`);
  const { method } = await directories.copy(subject, half.data, exclude, signal);
  const takenAt = clock.now();
  progress(`verifying the copy of ${subject}`);
  const source = await directories.manifest(subject, exclude, signal);
  const entries = await directories.manifest(half.data, [], signal);
  const changed = differingPaths(source, entries);
  if (changed.length > 0) return changed.map(({ path }) => path);
  return writeManifest(directories, half, { ...whose, takenAt, method, entries });
}

function keptChanging(subject: string, paths: readonly string[]): Error {
  const more = paths.length > MOST_NAMES ? ` and ${paths.length - MOST_NAMES} more` : '';
  return failure(
    FailureType.snapshotFailed,
    `Directory ${subject} was not snapshotted: in ${ATTEMPTS} attempts these changed while they were copied: ` +
      `${paths.slice(0, MOST_NAMES).join(', ')}${more}. Pause what writes there, or exclude them if they may change.`,
  );
}

const isSnapshotFailed = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.type === FailureType.snapshotFailed;
