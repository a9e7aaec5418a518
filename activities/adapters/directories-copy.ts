import { constants, type Stats } from 'node:fs';
import { copyFile, lchown, lutimes, mkdir, open, readlink, symlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskCode, onDisk } from './directories-failures.ts';
import { bytesOf, READ_THE_FILE_ITSELF } from './directories-read.ts';
import { permissionsOf, unlessGone, type Found, type WalkOptions } from './directories-walk.ts';
import { syncFolder } from './directories-write.ts';

export type CopyMethod = 'reflink' | 'copy';

export type CopyOptions = Pick<WalkOptions, 'lenient' | 'signal'>;

/** Copies what a walk found; `to` must not exist. Everything is on the disk when it returns. */
export async function copyFound(
  found: readonly Found[],
  to: string,
  options: CopyOptions,
): Promise<{ readonly method: CopyMethod }> {
  const disk = { canClone: true };
  for (const one of found) {
    options.signal?.throwIfAborted();
    const target = join(to, one.path);
    await onDisk(`${one.absolute} was not copied to ${target}`, one.absolute, () =>
      unlessGone(options, copyOne(one, target, disk, options.signal)),
    );
  }
  // Children first: to fill a directory changes its time, and its own mode may forbid to fill it.
  for (const one of found.filter(({ type }) => type === 'directory').toReversed()) {
    const target = join(to, one.path);
    await onDisk(`${one.absolute} was not copied to ${target}`, target, () => finishFolder(one, target));
  }
  await syncFolder(dirname(to));
  const isCloned = disk.canClone && found.some(({ type, stats }) => type === 'file' && stats.size > 0);
  return { method: isCloned ? 'reflink' : 'copy' };
}

interface Disk {
  /** Until it is seen that these two places do not share blocks. */
  canClone: boolean;
}

async function copyOne(one: Found, target: string, disk: Disk, signal?: AbortSignal): Promise<void> {
  if (one.type === 'directory') return mkdir(target, 0o700);
  if (one.type === 'file') return copyContents(one.absolute, target, disk, signal);
  await symlink(await readlink(one.absolute), target);
  await lchown(target, one.stats.uid, one.stats.gid);
  await lutimes(target, one.stats.atimeMs / 1000, one.stats.mtimeMs / 1000);
}

async function copyContents(from: string, to: string, disk: Disk, signal?: AbortSignal): Promise<void> {
  const source = await open(from, READ_THE_FILE_ITSELF);
  try {
    const isCloned = disk.canClone && (await clone(source, to));
    disk.canClone = isCloned;
    const target = await open(to, isCloned ? 'r' : 'wx', 0o600);
    try {
      if (!isCloned) await copyBytes(source, target, signal);
      await finish(target, await source.stat());
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

const CANNOT_CLONE = new Set(['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY', 'EXDEV', 'EINVAL']);

/** Through the open file, so that the copy is of the very file that was opened. */
async function clone(source: FileHandle, to: string): Promise<boolean> {
  try {
    await copyFile(`/proc/self/fd/${source.fd}`, to, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (CANNOT_CLONE.has(diskCode(error) ?? '')) return false;
    throw error;
  }
}

async function copyBytes(source: FileHandle, target: FileHandle, signal?: AbortSignal): Promise<void> {
  for await (const bytes of bytesOf(source, signal)) await target.writeFile(bytes);
}

async function finishFolder(one: Found, target: string): Promise<void> {
  const folder = await open(target, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await finish(folder, one.stats);
  } finally {
    await folder.close();
  }
}

async function finish(target: FileHandle, wanted: Stats): Promise<void> {
  const now = await target.stat();
  // Before the mode: a change of owner clears the set-user-id bit.
  if (now.uid !== wanted.uid || now.gid !== wanted.gid) await target.chown(wanted.uid, wanted.gid);
  await target.chmod(permissionsOf(wanted));
  await target.utimes(wanted.atimeMs / 1000, wanted.mtimeMs / 1000);
  await target.sync();
}
