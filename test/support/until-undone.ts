import { FailureType } from '../../activities/failures.ts';
import type { SweepResult } from '../../experiments/definition/sweep.ts';
import { eventually } from './eventually.ts';

/** A recovery takes its time. */
const WITHIN_MS = 60_000;

/** As the workflow does: what is not undone yet is tried again. */
export function untilUndone<T extends object>(act: () => Promise<T>): Promise<T> {
  return eventually(
    () =>
      act().catch((error: { readonly type?: string }) => {
        if (error.type !== FailureType.notUndone) throw error;
        return undefined;
      }),
    WITHIN_MS,
  );
}

/** As the schedule does: what is left is swept again. */
export function untilSwept(sweep: () => Promise<SweepResult>): Promise<SweepResult> {
  return eventually(async () => {
    const swept = await sweep();
    return swept.counts.left === 0 && swept;
  }, WITHIN_MS);
}
