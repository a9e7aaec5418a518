import type { AtMs, GameDayOutcome } from '../../experiments/definition/outcome.ts';
import type { ExperimentStatus, FaultStatus, GameDayStatus, WatchProgress } from '../../workflows/messages.ts';

/** How the workflow of a game day ended; everything but `completed` and `cancelled` was not our doing. */
export type Closed = 'completed' | 'cancelled' | 'failed' | 'terminated' | 'timed out';

/** Everything that can be seen of a game day at one moment. What could not be seen now is as it was last seen. */
export interface GameDayView {
  readonly id: string;
  readonly seenAt: AtMs;
  readonly contact: 'fine' | 'no worker' | 'no server';
  readonly uiUrl?: string | undefined;
  /** What a command needs to get to this server, such as ` --profile staging`. */
  readonly flags: string;
  readonly status?: GameDayStatus | undefined;
  /** The experiment that runs, or the one that ran last. */
  readonly experiment?: ExperimentStatus | undefined;
  /** What the watch of that experiment sees; absent when it does not watch. */
  readonly progress?: WatchProgress | undefined;
  readonly closed?: Closed | undefined;
  /** Why it was closed, when the workflow itself cannot say. */
  readonly closedBecause?: string | undefined;
}

/** Nothing can change any more: closed, and no fault of it is left to be undone. */
export const isOver = (view: GameDayView): boolean =>
  view.closed !== undefined && view.contact === 'fine' && (view.status?.outcome !== undefined || !isUndoing(view));

/** A terminated game day takes no part any more, but its experiment puts everything back by itself. */
const isUndoing = ({ experiment }: GameDayView): boolean =>
  experiment !== undefined && experiment.outcome === undefined;

/** Faults that are on, or may be, and for which an undo is owed. */
export const liveFaults = ({ experiment }: GameDayView): readonly FaultStatus[] =>
  (experiment?.faults ?? []).filter(({ state }) => state !== 'off' && state !== 'settled' && state !== 'skipped');

export const stuckFaults = ({ experiment }: GameDayView): readonly FaultStatus[] =>
  (experiment?.faults ?? []).filter(({ state }) => state === 'stuck');

export const outcomeOf = ({ status }: GameDayView): GameDayOutcome | undefined => status?.outcome;
