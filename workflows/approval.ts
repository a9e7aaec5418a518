import { ApplicationFailure, condition } from '@temporalio/workflow';
import type { ApprovalOutcome } from '../experiments/definition/outcome.ts';
import type { ApprovalStep } from '../experiments/definition/plan.ts';
import type { OpenApproval, Vote } from './messages.ts';
import type { RunningGameDay } from './running-game-day.ts';

/** Waits for enough yes votes. One no, or silence until it expires, means no. */
export async function approve(day: RunningGameDay, step: ApprovalStep, index: number): Promise<void> {
  const vote = new OpenVote(step, index + 1, day.plan.requestedBy, Date.now() + step.expiresMs);
  day.vote = vote;
  day.show();
  await condition(() => vote.isDecided() || day.stopped !== undefined, step.expiresMs, {
    summary: `${step.name} expires`,
  });
  day.vote = undefined;
  const outcome = vote.outcome(day.stopped !== undefined);
  day.approvals.push(outcome);
  day.update(index, { state: 'done', note: sentence(outcome) });
  if (outcome.decision === 'approved' || outcome.decision === 'cancelled') return;
  if (outcome.decision === 'expired' && step.onExpiry === 'skip')
    day.skipNext = `${step.name} expired without approval`;
  else day.stop({ how: 'refused', by: `${step.name}: ${sentence(outcome)}` });
}

/** One approval while it is open. */
export class OpenVote {
  readonly #votes: ApprovalOutcome['votes'][number][] = [];
  readonly step: ApprovalStep;
  readonly number: number;
  readonly requestedBy: string;
  readonly expiresAt: number;

  constructor(step: ApprovalStep, number: number, requestedBy: string, expiresAt: number) {
    this.step = step;
    this.number = number;
    this.requestedBy = requestedBy;
    this.expiresAt = expiresAt;
  }

  /** Why this vote does not count, in a sentence; undefined when it does. */
  refusal({ step, ...vote }: Vote): string | undefined {
    const by = vote.by.trim();
    const { who, fourEyes } = this.step;
    if (step !== this.number)
      return `Step ${step} is not waiting for approval; step ${this.number} (${this.step.name}) is.`;
    if (by === '') return 'A vote needs a name.';
    if (who.length > 0 && !who.includes(by)) return `${by} may not approve this; ${who.join(', ')} may.`;
    if (fourEyes && by === this.requestedBy) return `${by} started this game day; four eyes need somebody else.`;
    if (this.#votes.some((cast) => cast.by === by)) return `${by} has voted already.`;
    return undefined;
  }

  cast({ by, ...rest }: Vote): string {
    const vote = { ...rest, by: by.trim() };
    const refusal = this.refusal(vote);
    if (refusal !== undefined) throw ApplicationFailure.nonRetryable(refusal, 'Refused');
    this.#votes.push({ by: vote.by, approve: vote.approve, comment: vote.comment, at: Date.now() });
    if (!vote.approve) return `${this.step.name} is denied by ${vote.by}.`;
    const missing = this.step.quorum - this.#approvals();
    return missing > 0
      ? `Counted. ${missing} more approval(s) needed for ${this.step.name}.`
      : `${this.step.name} is approved.`;
  }

  isDecided(): boolean {
    return this.#isDenied() || this.#approvals() >= this.step.quorum;
  }

  open(): OpenApproval {
    const { name, who, quorum } = this.step;
    return {
      step: this.number,
      name,
      who,
      quorum,
      approvedBy: this.#votes.filter((vote) => vote.approve).map((vote) => vote.by),
      expiresAt: this.expiresAt,
    };
  }

  outcome(stopped: boolean): ApprovalOutcome {
    const decision = this.#isDenied()
      ? 'denied'
      : this.#approvals() >= this.step.quorum
        ? 'approved'
        : stopped
          ? 'cancelled'
          : 'expired';
    return { step: this.number, name: this.step.name, decision, votes: this.#votes };
  }

  #approvals(): number {
    return this.#votes.filter((vote) => vote.approve).length;
  }

  #isDenied(): boolean {
    return this.#votes.some((vote) => !vote.approve);
  }
}

function sentence({ decision, votes }: ApprovalOutcome): string {
  const last = votes.at(-1);
  if (decision === 'approved') return `approved by ${votes.map((vote) => vote.by).join(', ')}`;
  if (decision === 'denied') return `denied by ${last?.by}${last?.comment ? `: ${last.comment}` : ''}`;
  return decision === 'expired' ? 'nobody approved in time' : 'not decided, the game day was stopped';
}
