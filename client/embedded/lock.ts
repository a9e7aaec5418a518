import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf } from './process-birth.ts';

export interface Holder {
  readonly pid: number;
  /** With the pid it is unique: a recycled pid was born later. */
  readonly birth: string;
}

export type LockResult = { readonly release: () => Promise<void> } | { readonly heldBy: Holder };

/**
 * One process at a time. The lock of a dead process is taken over; two processes that do so in the same instant may
 * both win, so what is guarded must also be safe by itself (an atomic rename, a port that only one can bind).
 */
export async function takeLock(file: string): Promise<LockResult> {
  await mkdir(dirname(file), { recursive: true });
  const mine: Holder = { pid: process.pid, birth: birthOf(process.pid) };
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: 'wx' });
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const holder = await readHolder(file);
    if (holder && isAlive(holder)) return { heldBy: holder };
    await rm(file, { force: true });
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  const first = await parseHolder(file);
  if (first) return first;
  // It may be between its creation and its first byte.
  await sleep(100);
  return await parseHolder(file);
}

async function parseHolder(file: string): Promise<Holder | undefined> {
  try {
    const holder: Holder = JSON.parse(await readFile(file, 'utf8'));
    return holder;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, birth }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return birthOf(pid) === birth;
}

/** Not by instanceof: Jest and Node are different realms. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
