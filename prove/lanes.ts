import type { Cell } from './cell.ts';
import type { CellResult } from './run-cell.ts';

interface Lanes {
  readonly jobs: number;
  /** No cell begins after that. */
  readonly until: number;
  readonly stopped: AbortSignal;
  run(cell: Cell): Promise<CellResult>;
  ended(result: CellResult): void;
}

/** Cells that mostly wait have lanes of their own, so that they do not hold up the others. */
export async function runInLanes(cells: readonly Cell[], lanes: Lanes): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  const lane = async (queue: Cell[]): Promise<void> => {
    for (let cell = queue.shift(); cell; cell = queue.shift()) {
      const isOver = lanes.stopped.aborted || Date.now() >= lanes.until;
      const result = isOver ? notRun(cell) : await lanes.run(cell);
      results.push(result);
      lanes.ended(result);
    }
  };
  const busy = cells.filter(({ waits }) => !waits);
  const waiting = cells.filter(({ waits }) => waits);
  await Promise.all([
    ...Array.from({ length: lanes.jobs }, () => lane(busy)),
    ...Array.from({ length: lanes.jobs * 2 }, () => lane(waiting)),
  ]);
  return results;
}

export const notRun = ({ kind, name }: Cell, why = 'the time was over'): CellResult => ({
  kind,
  name,
  status: 'not run',
  why: [why],
  seen: undefined,
  tookMs: 0,
  kept: undefined,
});
