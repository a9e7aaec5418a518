import { ApplicationFailure, CancellationScope, setHandler } from '@temporalio/workflow';
import {
  abortSignal,
  approveSignal,
  denySignal,
  experimentEndedSignal,
  gameDayStatus,
  voteUpdate,
  type Vote,
} from './messages.ts';
import type { RunningGameDay } from './running-game-day.ts';

/** Everything a game day can be told or asked. */
export function listenToGameDay(day: RunningGameDay): void {
  setHandler(gameDayStatus, () => day.status(), { description: 'Where the game day stands.' });
  setHandler(abortSignal, (abort) => day.abort(abort), {
    description: 'Put everything back and stop. Input: {"by": "...", "reason": "..."}',
  });
  setHandler(experimentEndedSignal, (outcome) => void day.arrived.set(outcome.id, outcome));
  setHandler(voteUpdate, (vote) => cast(day, vote), {
    validator: (vote) => {
      const refusal = day.vote ? day.vote.refusal(vote) : 'No step is waiting for approval.';
      if (refusal !== undefined) throw ApplicationFailure.nonRetryable(refusal, 'Refused');
    },
    description:
      'Approve or deny the step that waits. Input: {"step": 2, "by": "...", "approve": true, "comment": "..."}',
  });
  setHandler(approveSignal, (input) => bySignal(day, true, input), {
    description: 'Approve the step that waits. Input: your name, or {"by": "...", "comment": "..."}',
  });
  setHandler(denySignal, (input) => bySignal(day, false, input), {
    description: 'Deny the step that waits. Input: your name, or {"by": "...", "comment": "..."}',
  });
  CancellationScope.current().cancelRequested.catch(() => day.stop({ how: 'cancelled', by: 'a cancel request' }));
}

function cast(day: RunningGameDay, vote: Vote): string {
  const text = day.vote!.cast(vote);
  day.show();
  return text;
}

/** A signal cannot be answered, so a vote that does not count is shown in the step's note instead. */
function bySignal(
  day: RunningGameDay,
  approve: boolean,
  input: { by?: string; comment?: string } | string | undefined,
): void {
  if (!day.vote) return;
  const { by, comment } =
    typeof input === 'string'
      ? { by: input, comment: '' }
      : { by: input?.by ?? 'somebody in the Temporal UI', comment: input?.comment ?? '' };
  const vote = { step: day.vote.number, by, approve, comment: comment ?? '' };
  const refusal = day.vote.refusal(vote);
  if (refusal === undefined) day.vote.cast(vote);
  day.update(day.vote.number - 1, { note: refusal ?? `${by} has voted` });
}
