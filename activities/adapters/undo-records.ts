import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { GuardReference, StoredUndo, UndoRecords } from '../ports.ts';
import { writeDurably } from './directories-write.ts';
import { systemCode } from './processes-error.ts';
import { exclusively } from './undo-records-lock.ts';
import { undoFile } from './undo-records-path.ts';

/** What the guard of a fault leaves beside its record: which process it is, and when it undid. */
export type StoredUndoWithExpiry = StoredUndo & { readonly expiredAt?: number | undefined };

/** One JSON file per fault in a directory of this machine. */
export function createUndoRecords(directory: string): UndoRecords {
  const folder = resolve(directory);
  return {
    read: async (faultId) => readRecord(undoFile(folder, faultId, 'json')),
    list: async () =>
      namesIn(folder)
        .filter((name) => name.endsWith(ENDING) && !name.startsWith('.'))
        .map((name) => readRecord(join(folder, name)))
        .filter((record) => record !== undefined),
    write: (record) => writeRecord(undoFile(folder, record.faultId, 'json'), record),
    async remove(faultId) {
      for (const ending of ['json', 'guard', 'expired', 'lock'] as const) {
        await rm(undoFile(folder, faultId, ending), { force: true, recursive: true });
      }
    },
    exclusively: (faultId, work, options) => exclusively(undoFile(folder, faultId, 'lock'), work, options),
  };
}

const ENDING = '.json';

/** Read in one go: many faults are listed at once, and a worker reads one small file faster than it waits for it. */
function readRecord(path: string): StoredUndoWithExpiry | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const record: StoredUndo = parse(path, text);
  const beside = path.slice(0, -ENDING.length);
  const guard = record.guard ?? readGuard(`${beside}.guard`);
  const expiredAt = readIfThere(`${beside}.expired`);
  return { ...record, ...(guard && { guard }), ...(expiredAt && { expiredAt: Number(expiredAt) }) };
}

function readGuard(path: string): GuardReference | undefined {
  const text = readIfThere(path);
  return text === undefined ? undefined : parse(path, text);
}

function parse(path: string, text: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(
      `The undo record ${path} is not JSON. A fault may still be on: look at the file and the target, undo it by hand, then remove the file.`,
      { cause },
    );
  }
}

async function writeRecord(path: string, record: StoredUndoWithExpiry): Promise<void> {
  // Baselines may hold what not everybody should read.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { expiredAt: _, ...own } = record;
  await writeDurably(path, `${JSON.stringify(own, null, 2)}\n`);
}

function namesIn(folder: string): readonly string[] {
  return orUndefined(() => readdirSync(folder).toSorted()) ?? [];
}

const readIfThere = (path: string): string | undefined => orUndefined(() => readFileSync(path, 'utf8'));

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
