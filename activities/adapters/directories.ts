import { lstat, readdir, readFile, realpath, rename, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Directories } from '../ports.ts';
import { carryOver } from './directories-carry.ts';
import { copyFound, type CopyMethod } from './directories-copy.ts';
import { cannotBeCopied, diskCode, onDisk } from './directories-failures.ts';
import { manifestOf } from './directories-manifest.ts';
import { removeTree } from './directories-remove.ts';
import { walk } from './directories-walk.ts';
import { makeFolder, syncFolder, writeDurably } from './directories-write.ts';

/** Keeps owners, modes, times and links. Hard links become files of their own; extended attributes and holes are lost. */
export function createDirectories(): Directories {
  return {
    copy,
    carryOver,
    manifest: manifestOf,
    exists: async (path) => (await orMissing(lstat(path))) !== undefined,
    rename: (from, to) => onDisk(`${from} was not renamed to ${to}`, from, () => renameDurably(from, to)),
    remove: (path) => onDisk(`${path} was not removed`, path, () => removeTree(path)),
    list: (path) =>
      onDisk(`Directory ${path} was not listed`, path, async () => ((await orMissing(readdir(path))) ?? []).toSorted()),
    read: (path) => onDisk(`${path} was not read`, path, () => orMissing(readFile(path, 'utf8'))),
    write: (path, text) => onDisk(`${path} was not written`, path, () => writeDurably(path, text)),
    freeBytes: (path) => onDisk(`The free space at ${path} was not read`, path, () => freeBytes(path)),
    sizeOf,
    real: (path) => onDisk(`${path} was not resolved`, path, () => real(resolve(path))),
  };
}

async function copy(
  from: string,
  to: string,
  exclude: readonly string[],
  signal?: AbortSignal,
): Promise<{ readonly method: CopyMethod }> {
  const { found } = await walk(from, { exclude, signal });
  if (found[0]?.type !== 'directory') throw cannotBeCopied(from, from, 'no directory');
  await onDisk(`Directory ${from} was not copied`, to, () => makeFolder(dirname(to)));
  return copyFound(found, to, { signal });
}

async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await syncFolder(dirname(from));
}

async function sizeOf(path: string, exclude: readonly string[] = []): Promise<number> {
  const { found } = await walk(path, { exclude });
  return found.reduce((sum, { type, stats }) => (type === 'file' ? sum + stats.size : sum), 0);
}

/** Of the file system that holds the path, or will hold it. */
async function freeBytes(path: string): Promise<number> {
  const answer = await orMissing(statfs(path));
  return answer ? answer.bavail * answer.bsize : freeBytes(dirname(path));
}

/** A path that is not there (yet) has the name that it would get. */
async function real(path: string): Promise<string> {
  return (await orMissing(realpath(path))) ?? join(await real(dirname(path)), basename(path));
}

async function orMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (diskCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
