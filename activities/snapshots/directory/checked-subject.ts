import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { overlap } from './place.ts';

/** The real path of the directory that the settings name, once it is sure that it can be snapshotted. */
export async function checkedSubject({ settings, ports }: SnapshotCall<'directory'>): Promise<string> {
  const { directories, store } = ports;
  const subject = await directories.real(settings.path);
  if (!(await directories.exists(subject))) {
    throw refused(settings.path, 'it does not exist', 'Correct snapshot.directory.path, or create it');
  }
  // Reading its names fails for everything that is no directory.
  await directories.list(subject);
  const root = await directories.real(store.root);
  if (overlap(subject, root)) {
    throw refused(subject, `it and the store ${root} lie in one another`, 'Move the store, or snapshot a part');
  }
  return subject;
}

const SPACE_FACTOR = 2;

export async function requireSpace(subject: string, { settings, ports }: SnapshotCall<'directory'>): Promise<void> {
  const size = await ports.directories.sizeOf(subject, settings.exclude);
  const free = await ports.directories.freeBytes(ports.store.root);
  if (free >= SPACE_FACTOR * size) return;
  throw refused(
    subject,
    `it holds ${size} bytes, and of the ${SPACE_FACTOR * size} that must be free for it only ${free} are in ${ports.store.root}`,
    'Make room, or exclude what need not be put back',
  );
}

function refused(path: string, seen: string, next: string): Error {
  return failure(FailureType.snapshotFailed, `Directory ${path} was not snapshotted: ${seen}. ${next}.`);
}
