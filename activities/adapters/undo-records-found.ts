import { systemCode } from './processes-error.ts';
import type { FoundUndo, StoredUndo } from '../ports.ts';

/** None when the file vanished meanwhile. */
export function found(file: string, read: (file: string) => StoredUndo | undefined): readonly FoundUndo[] {
  try {
    const record = read(file);
    if (record === undefined) return [];
    return isRecord(record)
      ? [{ file, record }]
      : [{ file, problem: `The file ${file} is not an undo record. ${ADVICE}` }];
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return [
      {
        file,
        problem: systemCode(error) === undefined ? problem : `The file ${file} was not read: ${problem}. ${AS_WHOM}`,
      },
    ];
  }
}

const AS_WHOM = 'Run this as the user who runs the worker.';
const ADVICE = 'A fault may still be on: look at the file and the target, undo it by hand, then remove the file.';

/** As far as it takes to say what it is about, and to undo it. */
export function isRecord({ faultId, kind, state, order, target, owner, expiresAt, log }: Partial<StoredUndo>): boolean {
  const texts: readonly unknown[] = [faultId, kind, state, target?.label, owner?.workflowId, owner?.gameDayId];
  const isWhole = typeof order === 'object' && order !== null && Array.isArray(log);
  return texts.every((text) => typeof text === 'string') && typeof expiresAt === 'number' && isWhole;
}
