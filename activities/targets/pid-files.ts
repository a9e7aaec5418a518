import { basename, dirname, join } from 'node:path';
import type { Directories } from '../ports.ts';

/** The pids that the files hold, and what was found, in words. `*` and `?` stay within one name. */
export async function pidsInFiles(
  pattern: string,
  directories: Directories,
): Promise<{ readonly pids: ReadonlySet<number>; readonly text: string }> {
  const files = await expand(pattern, directories);
  if (files.length === 0) return { pids: new Set(), text: 'there is no such file' };
  const read = await Promise.all(files.map(async (file) => ({ file, pid: await pidIn(file, directories) })));
  const pids = read.map(({ pid }) => pid).filter((pid) => pid !== undefined);
  const text = read.map(({ file, pid }) => `${file} says ${pid ?? 'no pid'}`).join(', ');
  return { pids: new Set(pids), text };
}

/** Servers write more below the pid: only the first line counts. */
async function pidIn(file: string, directories: Directories): Promise<number | undefined> {
  const first = (await directories.read(file))?.split('\n')[0]?.trim() ?? '';
  return /^\d+$/.test(first) ? Number(first) : undefined;
}

async function expand(pattern: string, directories: Directories): Promise<readonly string[]> {
  if (!/[*?]/.test(pattern)) return (await directories.exists(pattern)) ? [pattern] : [];
  const name = nameMatcher(basename(pattern));
  const folders = /[*?]/.test(dirname(pattern)) ? await expand(dirname(pattern), directories) : [dirname(pattern)];
  const found = await Promise.all(folders.map((folder) => namesIn(folder, directories)));
  return found
    .flatMap((names, at) => names.filter((one) => name.test(one)).map((one) => join(folders[at]!, one)))
    .toSorted();
}

/** As in a shell, a glob passes over what is no folder or may not be read. */
async function namesIn(folder: string, directories: Directories): Promise<readonly string[]> {
  try {
    return await directories.list(folder);
  } catch {
    return [];
  }
}

function nameMatcher(glob: string): RegExp {
  const source = glob
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
