import { failure, FailureType } from '../failures.ts';

const CHANGED = 'stop what changes it, or exclude it, and try again';
const USER = 'run the worker as a user who may, or exclude it';

const SEEN: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `${path} vanished meanwhile; ${CHANGED}`,
  ENOTDIR: (path) => `${path} is not a directory, or no longer; ${CHANGED}`,
  ELOOP: (path) => `${path} became a link meanwhile; ${CHANGED}`,
  EACCES: (path) => `this user may not read or write ${path}; ${USER}`,
  EPERM: (path) => `this user may not change ${path}, or not keep its owner; ${USER}`,
  ENOSPC: () => 'no space is left on the disk; make room and try again',
  EDQUOT: () => 'no space is left in the quota; make room and try again',
  EBUSY: (path) => `${path} is in use, as a mount point is; choose a directory below it`,
  EXDEV: (path) => `${path} lies on another file system; keep both on one`,
  EEXIST: (path) => `${path} exists already; move it away and try again`,
  ENOTEMPTY: (path) => `${path} exists already; move it away and try again`,
};

/** Runs one step on the disk, so that what fails says what was not done, with which path, and what to do next. */
export async function onDisk<T>(notDone: string, path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    // What is no answer of the disk (a failure with its own text, a stop on request) passes as it is.
    if (!isDiskError(error)) throw error;
    const { code, message, path: named = path } = error;
    const seen = SEEN[code]?.(named) ?? `${named} could not be used: ${message}; repair it and try again`;
    throw failure(FailureType.snapshotFailed, `${notDone}: ${seen} (${code}).`, error);
  }
}

/** Such as ENOENT; undefined for what is no answer of the disk. */
export function diskCode(error: unknown): string | undefined {
  return isDiskError(error) ? error.code : undefined;
}

type DiskError = NodeJS.ErrnoException & { readonly code: string };

function isDiskError(error: unknown): error is DiskError {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
}

export function cannotBeCopied(root: string, path: string, what: string): Error {
  return failure(
    FailureType.snapshotFailed,
    `Directory ${root} was not read: ${path} is ${what}, which cannot be copied. Exclude it with a glob, and try again.`,
  );
}
