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
      const result = await runOrNot(cell, lanes);
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

async function runOrNot(cell: Cell, lanes: Lanes): Promise<CellResult> {
  if (lanes.stopped.aborted) return notRun(cell, 'it was interrupted');
  return Date.now() < lanes.until ? await lanes.run(cell) : notRun(cell, TIME_IS_OVER);
}

export const TIME_IS_OVER = 'the time was over';

export const notRun = ({ kind, name }: Cell, why: string): CellResult => ({
  kind,
  name,
  status: 'not run',
  why: [why],
  seen: undefined,
  tookMs: 0,
  kept: undefined,
});
