import { injectionsIn, slowestUndoMs } from '../reckon.ts';
import type { CellResult } from '../run-cell.ts';

/** What was measured of one cell, as texts and numbers for a table. */
export interface Row {
  readonly struck: string;
  readonly left: number;
  readonly injections: string;
  readonly undoMs: number | null;
  readonly recoverMs: number | null;
  readonly verdict: string;
}

export function rowOf({ seen }: CellResult): Row | undefined {
  if (seen === undefined) return undefined;
  const { struck, struckAt, leftLater, log, recoverMs, verdict, gameDay } = seen;
  const { killed, paused, beside, switched } = injectionsIn(log);
  return {
    struck,
    left: leftLater.length,
    injections: [killed, paused, beside, switched].join(' '),
    undoMs: struckAt === undefined ? null : slowestUndoMs(log, struckAt),
    recoverMs: recoverMs ?? null,
    verdict: verdict === undefined ? gameDay : `${verdict.hypothesis}, ${verdict.ended}, restored: ${verdict.restored}`,
  };
}
