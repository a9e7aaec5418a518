import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { differences } from './differences.ts';
import { besideSubject, placeOf } from './place.ts';
import { compare, trustedManifest, verify } from './verify.ts';

/**
 * Two renames, of the old directory away and of the new one in. A crash between them leaves nothing at the path, and both
 * directories whole beside it; the next call finishes.
 */
export async function restore(
  reference: SnapshotReference,
  call: SnapshotCall<'directory'>,
): Promise<{ readonly keptAside: string }> {
  const { directories } = call.ports;
  const { subject } = reference;
  const { fresh, aside } = besideSubject(reference);
  await requireWhole(reference, call);
  const isThere = await directories.exists(subject);
  const isAside = await directories.exists(aside);
  if (isThere) {
    const differing = await whatDiffers(reference, call);
    if (differing.length === 0) {
      await directories.remove(fresh);
      return { keptAside: isAside ? aside : '' };
    }
    if (isAside) throw restoredBefore(reference, await directories.exists(fresh), differing);
  }
  try {
    const current = isThere ? subject : aside;
    await build(reference, isThere || isAside ? current : undefined, call);
    if (isThere) await directories.rename(subject, aside);
    await directories.rename(fresh, subject);
  } catch (error) {
    await putBack(reference, call).catch(() => undefined);
    throw error;
  }
  return { keptAside: isThere || isAside ? aside : '' };
}

async function requireWhole(reference: SnapshotReference, call: SnapshotCall<'directory'>): Promise<void> {
  const problems = await verify(reference, call);
  if (problems.length === 0) return;
  throw notRestored(
    reference,
    `the copy of snapshot ${reference.id} is damaged (${few(problems)})`,
    'Nothing was changed. Put the directory back from another snapshot or backup',
  );
}

/** A directory that cannot be compared (a socket is in it) surely is not as it was. */
async function whatDiffers(reference: SnapshotReference, call: SnapshotCall<'directory'>): Promise<readonly string[]> {
  try {
    return await compare(reference, call);
  } catch (error) {
    call.signal.throwIfAborted();
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Makes, beside the subject, what will take its place; excluded files come from the current directory. */
async function build(
  reference: SnapshotReference,
  current: string | undefined,
  call: SnapshotCall<'directory'>,
): Promise<void> {
  const { ports, signal, progress } = call;
  const { directories, store } = ports;
  const { fresh, aside } = besideSubject(reference);
  const { entries, exclude } = await trustedManifest(reference, call);
  const problemsOfFresh = async () => differences(entries, await directories.manifest(fresh, exclude, signal));
  // The old directory is put aside only after this one was finished, so after a crash it can be used as it is.
  const isFinished = current === aside && (await directories.exists(fresh)) && (await problemsOfFresh()).length === 0;
  if (isFinished) return;
  await directories.remove(fresh);
  progress(`copying snapshot ${reference.id} beside ${reference.subject}`);
  await directories.copy(placeOf(store.root, reference.id).data, fresh, [], signal);
  if (current !== undefined && exclude.length > 0) await directories.carryOver(current, fresh, exclude, signal);
  progress(`verifying what will become ${reference.subject}`);
  const problems = await problemsOfFresh();
  if (problems.length === 0) return;
  throw notRestored(reference, `its new copy is not right (${few(problems)})`, 'Nothing was changed. Try again');
}

/** After a failure that is no crash: the path must not stay empty. */
async function putBack(reference: SnapshotReference, { ports }: SnapshotCall<'directory'>): Promise<void> {
  const { directories } = ports;
  const { fresh, aside } = besideSubject(reference);
  if (!(await directories.exists(reference.subject)) && (await directories.exists(aside))) {
    await directories.rename(aside, reference.subject);
  }
  await directories.remove(fresh);
}

function restoredBefore(reference: SnapshotReference, isInterrupted: boolean, differing: readonly string[]): Error {
  const { fresh, aside } = besideSubject(reference);
  const seen = isInterrupted
    ? `a restore was interrupted and something made the directory anew (${few(differing)}); what will replace it is ${fresh}`
    : `it was restored before, and since then it was changed (${few(differing)})`;
  return failure(
    FailureType.changedByOthers,
    `Directory ${reference.subject} was not restored from snapshot ${reference.id}: ${seen}. ` +
      `What was there first is kept in ${aside}: look at it, move it away, and try again.`,
  );
}

function notRestored(reference: SnapshotReference, seen: string, next: string): Error {
  return failure(FailureType.snapshotFailed, `Directory ${reference.subject} was not restored: ${seen}. ${next}.`);
}

function few(lines: readonly string[]): string {
  return lines.length > 3 ? `${lines.slice(0, 3).join('; ')}; and ${lines.length - 3} more` : lines.join('; ');
}
