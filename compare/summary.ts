import type { Row, ToolName } from './row.ts';

/** Numbers of situations. */
export interface Summary {
  readonly all: readonly number[];
  /** In which the fault was left. */
  readonly left: readonly number[];
  /** In which the command ended with 0 although the fault was still on. */
  readonly zeroWhileOn: readonly number[];
  /** In which the command ended with 0 although the health check had failed. */
  readonly zeroWhenIll: readonly number[];
  /** After which there was no complete record. */
  readonly withoutRecord: readonly number[];
}

export const TOOLS: readonly ToolName[] = ['Chaos Toolkit', 'gameday'];

/** For Chaos Toolkit the best of its ways counts in each situation, for gameday the worst. */
export function summaryOf(rows: readonly Row[], tool: ToolName): Summary {
  const all = situationsOf(rows);
  const where = (is: (row: Row) => boolean): readonly number[] =>
    all.filter((number) => {
      const ways = rows.filter((row) => row.situation === number && row.tool === tool);
      return ways.length > 0 && (tool === 'gameday' ? ways.some(is) : ways.every(is));
    });
  return {
    all,
    left: where((row) => row.left),
    zeroWhileOn: where((row) => row.exit === '0' && row.onAtExit),
    zeroWhenIll: where((row) => row.exit === '0' && row.healthFails),
    withoutRecord: where((row) => row.kept.is !== 'complete'),
  };
}

/** Less is chance: a probe looks every 0.5 s. */
const NOTICEABLE_MS = 1_000;

/** In which situations this tool undid the fault sooner, in its quickest way; a fault that stayed on was not undone. */
export function soonerIn(rows: readonly Row[], tool: ToolName): readonly number[] {
  return situationsOf(rows).filter((number) => {
    const here = rows.filter((row) => row.situation === number);
    const [ours, theirs] = [quickest(here, (row) => row.tool === tool), quickest(here, (row) => row.tool !== tool)];
    return ours + NOTICEABLE_MS < theirs && Number.isFinite(theirs);
  });
}

const quickest = (rows: readonly Row[], is: (row: Row) => boolean): number =>
  Math.min(...rows.filter(is).map((row) => row.undoneAfterMs ?? Number.POSITIVE_INFINITY));

const situationsOf = (rows: readonly Row[]): readonly number[] => [...new Set(rows.map((row) => row.situation))];

/** Whether our tool kept its promise in every row. */
export const keptPromise = (rows: readonly Row[]): boolean => rows.every((row) => row.tool !== 'gameday' || !row.left);
