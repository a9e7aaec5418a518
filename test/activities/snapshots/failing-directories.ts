import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createDirectories } from '../../../activities/adapters/directories.ts';
import type { Directories } from '../../../activities/ports.ts';

/** How the nth call on the disk goes wrong. After a crash nothing more happens; after an error life goes on. */
export const WAYS = ['a crash before', 'a crash in the middle of', 'a crash after', 'an error instead of'] as const;
export type Way = (typeof WAYS)[number];

export interface FailingDirectories {
  readonly directories: Directories;
  readonly calls: () => number;
}

export function failingDirectories(way: Way, at: number): FailingDirectories {
  let calls = 0;
  let isDead = false;
  const directories = new Proxy(createDirectories(), {
    get(real, name) {
      const work: unknown = Reflect.get(real, name);
      if (typeof work !== 'function') return work;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        if (isDead) throw new Error('this process is dead');
        calls += 1;
        if (calls !== at) return Reflect.apply(work, real, args);
        isDead = way !== 'an error instead of';
        if (way === 'a crash after') await Reflect.apply(work, real, args);
        if (way === 'a crash in the middle of') await halfOf(String(name), () => Reflect.apply(work, real, args), args);
        throw new Error(`${way} call ${at} (${String(name)})`);
      };
    },
  });
  return { directories, calls: () => calls };
}

/** Only these are not atomic on a disk. */
async function halfOf(name: string, work: () => Promise<unknown>, args: readonly unknown[]): Promise<void> {
  if (name === 'remove') await removeFirst(String(args[0]));
  if (name !== 'copy' && name !== 'carryOver') return;
  await work();
  await removeFirst(String(args[1]));
}

async function removeFirst(folder: string): Promise<void> {
  const [first] = await readdir(folder).catch(() => []);
  if (first !== undefined) await rm(join(folder, first), { recursive: true });
}
