import { createHash, randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ArtefactReference } from '../../experiments/definition/outcome.ts';
import { FailureType, failure } from '../failures.ts';
import type { Store } from '../ports.ts';
import { openJournal } from './journal.ts';

export function openStore(directory: string): Store {
  const root = resolve(directory);
  const absolute = (path: string) => insideOf(root, path);
  return {
    root,
    absolute,
    write: async (path, bytes) => ({ path, ...(await writeDurably(absolute(path), bytes)) }),
    read: async (reference) => readVerified(absolute(reference.path), reference),
    readText: async (path) => (await readIfThere(absolute(path)))?.toString('utf8'),
    journal: (path) => openJournal(absolute(path)),
  };
}

/** Looks at the path as written and as it is on disk: a link inside the store must not lead out of it. */
function insideOf(root: string, path: string): string {
  const target = resolve(root, path);
  const isBelow = !isAbsolute(path) && !path.includes('\0') && isWithin(root, target) && target !== root;
  if (isBelow && (!existsSync(root) || isWithin(realpathSync(root), realpathSync(nearestExisting(target)))))
    return target;
  throw failure(
    FailureType.forbidden,
    `${JSON.stringify(path)} is not a path inside the store ${root}; nothing was read or written.`,
  );
}

function isWithin(root: string, target: string): boolean {
  const way = relative(root, target);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

async function writeDurably(target: string, bytes: string | Uint8Array): Promise<Omit<ArtefactReference, 'path'>> {
  const content = Buffer.from(bytes);
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await writeAndSync(temporary, content);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
  return { sha256: sha256(content), bytes: content.length };
}

async function writeAndSync(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The rename itself is durable only when the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readVerified(target: string, { path, sha256: expected }: ArtefactReference): Promise<string> {
  const content = await readIfThere(target);
  if (content === undefined) {
    throw failure(
      FailureType.artefactMissing,
      `Artefact ${path} is not in this store (${target}). Is it on another host?`,
    );
  }
  const found = sha256(content);
  if (found === expected) return content.toString('utf8');
  throw failure(
    FailureType.artefactMissing,
    `Artefact ${path} was changed after it was written: its SHA-256 is ${found}, recorded was ${expected}.`,
  );
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
