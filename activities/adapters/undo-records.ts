import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { GuardReference, StoredUndo, UndoRecords } from '../ports.ts';
import { writeDurably } from './directories-write.ts';
import { systemCode } from './processes-error.ts';
import { takeOnBallast, withRoom } from './undo-records-ballast.ts';
import { found } from './undo-records-found.ts';
import { exclusively } from './undo-records-lock.ts';
import { readLease, writeLease } from './undo-records-lease.ts';
import { ENDINGS, undoFile } from './undo-records-path.ts';

/** One JSON file per fault in a directory of this machine. */
export function createUndoRecords(directory: string): UndoRecords {
  const folder = resolve(directory);
  const records: UndoRecords = {
    at: () => records,
    read: async (faultId) => readRecord(undoFile(folder, faultId, 'json')),
    list: async () =>
      filesIn(folder)
        .map(readRecord)
        .filter((record) => record !== undefined),
    survey: async () => filesIn(folder).flatMap((file) => found(file, readRecord)),
    write: (record) => writeRecord(undoFile(folder, record.faultId, 'json'), record),
    async remove(faultId) {
      for (const ending of ENDINGS) {
        await rm(undoFile(folder, faultId, ending), { force: true, recursive: true });
      }
    },
    renew: (faultId, until) => writeLease(undoFile(folder, faultId, 'lease'), until),
    exclusively: (faultId, work, options) => exclusively(undoFile(folder, faultId, 'lock'), work, options),
  };
  return records;
}

const ENDING = '.json';

/** Read in one go: many faults are listed at once, and a worker reads one small file faster than it waits for it. */
function readRecord(path: string): StoredUndo | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const record: StoredUndo = parse(path, text);
  const beside = path.slice(0, -ENDING.length);
  const guard = record.guard ?? readGuard(`${beside}.guard`);
  const expiredAt = readIfThere(`${beside}.expired`);
  const leaseUntil = readLease(readIfThere(`${beside}.lease`));
  return {
    ...record,
    ...(guard && { guard }),
    ...(expiredAt && { expiredAt: Number(expiredAt) }),
    ...(leaseUntil && { leaseUntil }),
  };
}

function readGuard(path: string): GuardReference | undefined {
  const text = readIfThere(path);
  return text === undefined ? undefined : parse(path, text);
}

function parse(path: string, text: string): ReturnType<typeof JSON.parse> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
    throw new TypeError('neither an object nor a list');
  } catch (cause) {
    throw new Error(
      `The undo record ${path} is not JSON. A fault may still be on: look at the file and the target, undo it by hand, then remove the file.`,
      { cause },
    );
  }
}

async function writeRecord(path: string, record: StoredUndo): Promise<void> {
  // Baselines may hold what not everybody should read.
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { expiredAt: _, leaseUntil: __, ...own } = record;
  const write = () => writeDurably(path, `${JSON.stringify(own, null, 2)}\n`);
  if (record.state !== 'owed') return withRoom(folder, write);
  await takeOnBallast(folder);
  await write();
}

function filesIn(folder: string): readonly string[] {
  const names = orUndefined(() => readdirSync(folder).toSorted()) ?? [];
  return names.filter((name) => name.endsWith(ENDING) && !name.startsWith('.')).map((name) => join(folder, name));
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
