import type { Verdict } from '../experiments/definition/verdict.ts';
import type { LogEntry } from './targets/log-entry.ts';

export type GameDayEnd =
  | 'completed'
  | 'cancelled'
  | 'terminated'
  | 'failed'
  | 'still running'
  | 'refused at the start'
  | 'nobody knows';

/** What was seen of one cell. Times are milliseconds since 1970. */
export interface Observation {
  /** What died, and when. */
  readonly struck: string;
  readonly struckAt: number | undefined;
  readonly gameDay: GameDayEnd;
  readonly verdict: Verdict | undefined;
  /** Workflows that still ran when the patience was over. */
  readonly open: readonly string[];
  /** As the targets said when the game day had its verdict, when all its workflows had ended, and some time later. */
  readonly leftAtVerdict: readonly string[];
  readonly leftAtEnd: readonly string[];
  readonly leftLater: readonly string[];
  readonly log: readonly LogEntry[];
  /** Faults that the target itself or its guard ended. */
  readonly expired: readonly string[];
  /** From the new worker's readiness to the end of the game day. */
  readonly recoverMs: number | undefined;
  /** Processes that nobody ended. */
  readonly leftovers: readonly string[];
  readonly notes: readonly string[];
}
