import { KINDS, type Kind } from '../cell.ts';
import type { CellResult } from '../run-cell.ts';
import { rowOf } from './row.ts';

export interface KindRow {
  readonly kind: Kind;
  readonly cells: number;
  readonly clean: number;
  readonly red: number;
  readonly notRun: number;
  readonly slowestUndoMs: number | null;
  readonly slowestRecoveryMs: number | null;
}

export function byKind(results: readonly CellResult[]): readonly KindRow[] {
  return KINDS.flatMap((kind) => {
    const own = results.filter((result) => result.kind === kind);
    if (own.length === 0) return [];
    const count = (status: CellResult['status']) => own.filter((result) => result.status === status).length;
    const rows = own.map(rowOf).filter((row) => row !== undefined);
    return {
      kind,
      cells: own.length,
      clean: count('clean'),
      red: count('red'),
      notRun: count('not run'),
      slowestUndoMs: slowest(rows.map((row) => row.undoMs)),
      slowestRecoveryMs: slowest(rows.map((row) => row.recoverMs)),
    };
  });
}

function slowest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
