import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskCode } from './directories-failures.ts';

const MAY_NOT = new Set(['EACCES', 'EPERM']);

/** Removes a tree; that it is not there is fine. */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (!MAY_NOT.has(diskCode(error) ?? '')) throw error;
    // A copy keeps the modes of its original: a directory that may not be written cannot be emptied either.
    await openFolders(path);
    await rm(path, { recursive: true, force: true });
  }
}

async function openFolders(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const name of await readdir(path)) await openFolders(join(path, name));
}
