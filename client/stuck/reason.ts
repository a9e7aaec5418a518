import type { AtMs } from '../../experiments/definition/outcome.ts';

/** Wire format: part of the ids by which receivers of pages recognise them. */
export type Because =
  | 'task fails'
  | 'no worker'
  | 'workflow paused'
  | 'activity paused'
  | 'activity fails'
  | 'activity waits'
  | 'undo fails'
  | 'overdue';

export interface Reason {
  readonly because: Because;
  readonly since: AtMs;
  /** What is stuck, in words. */
  readonly what: string;
  readonly lastFailure?: string | undefined;
  readonly activityId?: string | undefined;
}

/** A target is, or must be taken to be, not as it was. */
export const isNotRestored = ({ because }: Reason): boolean => because === 'overdue' || because === 'undo fails';
