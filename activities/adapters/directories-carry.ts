import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyFound } from './directories-copy.ts';
import { walk } from './directories-walk.ts';

/**
 * Copies what the globs match into a tree that lacks it. What vanishes meanwhile, sockets and the like, and what would need
 * a directory that the tree does not have, is left behind.
 */
export async function carryOver(
  from: string,
  to: string,
  globs: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const { excluded } = await walk(from, { exclude: globs, signal, lenient: true });
  for (const path of excluded) {
    const target = join(to, path);
    if (!(await isFolder(dirname(target))) || (await isThere(target))) continue;
    const { found } = await walk(join(from, path), { exclude: [], signal, lenient: true });
    if (found.length > 0) await copyFound(found, target, { signal, lenient: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
