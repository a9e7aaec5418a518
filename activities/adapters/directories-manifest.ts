import { createHash } from 'node:crypto';
import { open, readlink } from 'node:fs/promises';
import type { ManifestEntry } from '../ports.ts';
import { onDisk } from './directories-failures.ts';
import { bytesOf, READ_THE_FILE_ITSELF } from './directories-read.ts';
import { permissionsOf, walk, type Found } from './directories-walk.ts';

/** Everything below a root, the root itself included, with the SHA-256 of what the files hold. */
export async function manifestOf(
  root: string,
  exclude: readonly string[],
  signal?: AbortSignal,
): Promise<readonly ManifestEntry[]> {
  const { found } = await walk(root, { exclude, signal });
  const entries: ManifestEntry[] = [];
  for (const one of found) {
    entries.push(await onDisk(`Directory ${root} was not read`, one.absolute, () => entryOf(one, signal)));
  }
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function entryOf({ path, absolute, type, stats }: Found, signal?: AbortSignal): Promise<ManifestEntry> {
  signal?.throwIfAborted();
  const mode = permissionsOf(stats);
  if (type === 'directory') return { path, type, size: 0, mode, sha256: '' };
  if (type === 'file') return { path, type, mode, ...(await digestOf(absolute, signal)) };
  const text = await readlink(absolute);
  return { path, type, size: text.length, mode, sha256: createHash('sha256').update(text).digest('hex') };
}

async function digestOf(
  path: string,
  signal?: AbortSignal,
): Promise<{ readonly size: number; readonly sha256: string }> {
  const file = await open(path, READ_THE_FILE_ITSELF);
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const bytes of bytesOf(file, signal)) {
      hash.update(bytes);
      size += bytes.length;
    }
    return { size, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
