import { setCurrentDetails, workflowInfo, type ChildWorkflowHandle } from '@temporalio/workflow';
import type { ApprovalOutcome, ExperimentOutcome, GameDayOutcome } from '../experiments/definition/outcome.ts';
import type { GameDayPlan } from '../experiments/definition/plan.ts';
import { worstVerdict, type Ended, type Verdict } from '../experiments/definition/verdict.ts';
import type { OpenVote } from './approval.ts';
import { gameDayDetails } from './details.ts';
import type { experiment } from './experiment.ts';
import { abortSignal, type Abort, type GameDayStatus, stepPhase, type StepStatus } from './messages.ts';
import { searchable } from './search-attributes.ts';

export interface GameDayStop {
  readonly how: 'refused' | 'aborted' | 'cancelled' | 'errored';
  readonly by: string;
}

/** What is known about a game day while it runs; workflow state, rebuilt by replay. */
export class RunningGameDay {
  readonly id = workflowInfo().workflowId;
  readonly startedAt = Date.now();
  readonly plan: GameDayPlan;
  readonly experiments: ExperimentOutcome[] = [];
  readonly approvals: ApprovalOutcome[] = [];
  readonly skipped: { readonly name: string; readonly why: string }[] = [];
  /** Outcomes of cancelled experiments, which arrive by signal. */
  readonly arrived = new Map<string, ExperimentOutcome>();
  readonly steps: StepStatus[];
  step = 0;
  stopped: GameDayStop | undefined;
  /** Why the next step is left out. */
  skipNext: string | undefined;
  vote: OpenVote | undefined;
  running: ChildWorkflowHandle<typeof experiment> | undefined;
  outcome: GameDayOutcome | undefined;
  reports: GameDayStatus['reports'];
  reportProblem: string | undefined;
  #abort: Abort | undefined;

  constructor(plan: GameDayPlan) {
    this.plan = plan;
    this.steps = plan.steps.map(({ name, kind }) => ({ name, kind, state: 'waiting' }));
  }

  begin(index: number): void {
    this.step = index + 1;
    this.update(index, { state: 'running' });
    searchable({ Phase: stepPhase(index + 1, this.steps.length) });
  }

  finish(index: number): void {
    if (this.steps[index]!.state === 'running') this.update(index, { state: 'done' });
  }

  skip(index: number, why: string): void {
    this.skipNext = undefined;
    this.skipped.push({ name: this.steps[index]!.name, why });
    this.update(index, { state: 'skipped', note: why });
  }

  update(index: number, change: Partial<StepStatus>): void {
    this.steps[index] = { ...this.steps[index]!, ...change };
    this.show();
  }

  stop(stop: GameDayStop): void {
    this.stopped ??= stop;
  }

  /** The running experiment undoes first; its outcome then comes as usual. */
  abort({ by, reason }: Abort): void {
    this.stop({ how: 'aborted', by: `${by}: ${reason}` });
    this.#abort = { by, reason };
    this.passOnAbort();
  }

  /** Also for an experiment that was just being started when the abort came. */
  passOnAbort(): void {
    if (this.#abort) void this.running?.signal(abortSignal, this.#abort).catch(() => undefined);
  }

  conclude(): GameDayOutcome {
    const { id, plan, startedAt, experiments, approvals, skipped } = this;
    const { name, objective, environment, hash: planHash, requestedBy } = plan;
    const verdict = this.#verdict();
    this.outcome = {
      id,
      name,
      objective,
      environment,
      planHash,
      requestedBy,
      startedAt,
      endedAt: Date.now(),
      verdict,
      experiments,
      approvals,
      skipped,
    };
    searchable({ Phase: 'ended', Verdict: verdict.hypothesis });
    return this.outcome;
  }

  show(): void {
    setCurrentDetails(gameDayDetails(this.status()));
  }

  status(): GameDayStatus {
    const { id, plan, startedAt, step, steps, vote, outcome, reports } = this;
    const { name, objective, environment, hash: planHash, requestedBy, people } = plan;
    return {
      id,
      name,
      objective,
      environment,
      planHash,
      requestedBy,
      onCall: people.onCall ?? people.owner,
      startedAt,
      step,
      steps,
      approval: vote?.open(),
      outcome,
      reports,
    };
  }

  #verdict(): Verdict {
    const worst = worstVerdict(this.experiments.map((one) => one.verdict));
    if (!this.stopped) return worst;
    const { how, by } = this.stopped;
    const nothingBroken = this.experiments.every((one) => one.faults.every((fault) => fault.injectedAt === undefined));
    const ended: Ended = how === 'errored' ? 'errored' : how === 'refused' && nothingBroken ? 'refused' : 'aborted';
    if (worst.ended !== 'completed' && this.experiments.length > 0) return worst;
    return { ...worst, ended, endedBy: by, reasons: [...worst.reasons, `ended early: ${by}`] };
  }
}
