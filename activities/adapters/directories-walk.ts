import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotBeCopied, diskCode, onDisk } from './directories-failures.ts';
import { matcherOf } from './directories-glob.ts';

export interface Found {
  /** Relative to the root, which itself is `.`. */
  readonly path: string;
  readonly absolute: string;
  readonly type: 'file' | 'directory' | 'link';
  readonly stats: Stats;
}

export interface Walk {
  /** A directory comes before what is in it. */
  readonly found: readonly Found[];
  /** The topmost excluded paths; nothing is known of what is below them. */
  readonly excluded: readonly string[];
}

export interface WalkOptions {
  readonly exclude: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Leaves out what vanishes meanwhile and what cannot be copied, where the strict walk fails. */
  readonly lenient?: boolean;
}

/** Looks at everything below a root and follows no link. */
export async function walk(root: string, options: WalkOptions): Promise<Walk> {
  const isExcluded = matcherOf(options.exclude);
  const found: Found[] = [];
  const excluded: string[] = [];
  const pending = ['.'];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    options.signal?.throwIfAborted();
    if (path !== '.' && isExcluded(path)) {
      excluded.push(path);
      continue;
    }
    const seen = await look(root, path, options);
    if (!seen) continue;
    found.push(seen);
    if (seen.type !== 'directory') continue;
    const names = await namesIn(root, seen.absolute, options);
    pending.push(...names.toReversed().map((name) => (path === '.' ? name : `${path}/${name}`)));
  }
  return { found, excluded };
}

async function look(root: string, path: string, options: WalkOptions): Promise<Found | undefined> {
  const absolute = join(root, path);
  if (path.includes('\uFFFD')) return refuse(root, absolute, 'a name that is no UTF-8', options);
  const stats = await onDisk(`Directory ${root} was not read`, absolute, () => unlessGone(options, lstat(absolute)));
  if (!stats) return undefined;
  const type = typeOf(stats);
  return type ? { path, absolute, type, stats } : refuse(root, absolute, specialOf(stats), options);
}

async function namesIn(root: string, path: string, options: WalkOptions): Promise<readonly string[]> {
  const names = await onDisk(`Directory ${root} was not read`, path, () => unlessGone(options, readdir(path)));
  return (names ?? []).toSorted();
}

export const permissionsOf = (stats: Stats): number => stats.mode & 0o7777;

const VANISHED = new Set(['ENOENT', 'ENOTDIR']);

/** A lenient reader takes what vanished for what never was. */
export async function unlessGone<T>(
  options: Pick<WalkOptions, 'lenient'>,
  reading: Promise<T>,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (options.lenient && VANISHED.has(diskCode(error) ?? '')) return undefined;
    throw error;
  }
}

function refuse(root: string, path: string, what: string, options: WalkOptions): undefined {
  if (!options.lenient) throw cannotBeCopied(root, path, what);
}

function typeOf(stats: Stats): Found['type'] | undefined {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : undefined;
}

function specialOf(stats: Stats): string {
  if (stats.isSocket()) return 'a socket';
  return stats.isFIFO() ? 'a named pipe' : 'a device';
}
