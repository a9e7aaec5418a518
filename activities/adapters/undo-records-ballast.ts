import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, FailureType } from '../failures.ts';
import { writeDurably } from './directories-write.ts';
import { systemCode } from './processes-error.ts';

/** Room for some hundred small files: what the undo of every fault of a machine may have to write. */
const BYTES = 1024 * 1024;

const ballastIn = (folder: string): string => join(folder, '.ballast');

/** Before a fault is begun there must be something to throw overboard, should the disk fill up while it is on. */
export async function takeOnBallast(folder: string): Promise<void> {
  const path = ballastIn(folder);
  const there = await stat(path).catch(() => undefined);
  if (there?.size === BYTES) return;
  try {
    await writeDurably(path, '.'.repeat(BYTES));
  } catch (error) {
    if (!isFull(error)) throw error;
    throw failure(
      FailureType.forbidden,
      `No fault was begun: its undo would have no room in ${folder} (${systemCode(error)}). Make room there, or set GAMEDAY_STATE.`,
      error,
    );
  }
}

/** An undo must be written down also on a full disk: then the ballast goes, and it is tried again. */
export async function withRoom<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isFull(error)) throw error;
    await rm(ballastIn(folder), { force: true });
    return await write();
  }
}

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '');
