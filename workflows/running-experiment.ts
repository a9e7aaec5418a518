import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { ResolvedGroup } from '../activities/targets/target-activities.ts';
import type {
  Breach,
  CheckResult,
  ExperimentOutcome,
  FaultOutcome,
  SliResult,
  SnapshotOutcome,
  TimelineEntry,
  ArtefactReference,
} from '../experiments/definition/outcome.ts';
import type { GuardrailSpec } from '../experiments/definition/guardrails/index.ts';
import { ownGuardrails } from '../experiments/definition/own-guardrails.ts';
import type { FaultGroup, PlannedExperiment } from '../experiments/definition/plan.ts';
import { experimentDetails } from './details.ts';
import type { Environment } from './environment.ts';
import type { ExperimentInput } from './experiment.ts';
import {
  FIRST_PHASE,
  type ExperimentPhase,
  type ExperimentStatus,
  type FaultStatus,
  type SettleOrder,
} from './messages.ts';
import { Latch } from './latch.ts';
import { searchable } from './search-attributes.ts';

/** Why it does not go on as planned. `breach`: an SLI; `cancelled`: by Temporal; the first one counts. */
export interface Stop {
  readonly how: 'refused' | 'aborted' | 'cancelled' | 'errored' | 'breach';
  readonly by: string;
}

/** What is known about an experiment while it runs; workflow state, rebuilt by replay. */
export class RunningExperiment {
  readonly id: string;
  readonly startedAt = Date.now();
  readonly experiment: PlannedExperiment;
  readonly guardrails: readonly GuardrailSpec[];
  /** Resolves when something stops the experiment. */
  readonly stopping = new Latch<Stop>();
  readonly faults = new Map<string, FaultStatus>();
  readonly outcomes: FaultOutcome[] = [];
  readonly timeline: TimelineEntry[] = [];
  /** For faults that the experiment itself undoes because their workflow is gone. */
  readonly settling = new Map<string, Latch<SettleOrder>>();
  stopped: Stop | undefined;
  guardrailResults: readonly CheckResult[] = [];
  steadyStateBefore: readonly CheckResult[] = [];
  steadyStateAfter: readonly CheckResult[] = [];
  snapshot: SnapshotOutcome | undefined;
  environment: Environment | undefined;
  isRemovingEnvironment = false;
  /** What became of it. */
  environmentOutcome: FaultOutcome | undefined;
  breach: Breach | undefined;
  recoveredAfterMs: number | undefined;
  recovered: boolean | undefined;
  slis: readonly SliResult[] = [];
  measurements: ArtefactReference | undefined;
  outcome: ExperimentOutcome | undefined;
  /** What matched when targets were resolved last, and for which group. */
  lastResolved: { readonly group: FaultGroup; readonly resolved: ResolvedGroup['resolved'] } | undefined;
  targetsSoFar = 0;
  readonly input: ExperimentInput;
  #phase: ExperimentPhase = FIRST_PHASE;
  #phaseSince = Date.now();
  #phaseEndsAt: number | undefined;
  #group: ExperimentStatus['group'];
  #resolved: ResolvedGroup | undefined;
  #targetsBeforeRounds = 0;

  constructor(input: ExperimentInput) {
    this.input = input;
    this.id = workflowInfo().workflowId;
    this.experiment = input.experiment;
    this.guardrails = [...input.guardrails, ...ownGuardrails(input.experiment)];
  }

  enter(phase: ExperimentPhase, endsAt?: number): void {
    this.#phase = phase;
    this.#phaseSince = Date.now();
    this.#phaseEndsAt = endsAt;
    searchable({ Phase: phase });
    this.show();
  }

  /** Targets that were resolved a moment ago, for the first group. */
  keepResolved(resolved: ResolvedGroup | undefined): void {
    this.#resolved = resolved;
  }

  takeResolved(): ResolvedGroup | undefined {
    const resolved = this.#resolved;
    this.#resolved = undefined;
    return resolved;
  }

  enterGroup(name: string, index: number): void {
    this.#group = { name, index, count: this.experiment.groups.length };
  }

  targetsBefore({ round }: FaultGroup): number {
    return round === undefined || round.nth === 1 ? this.targetsSoFar : this.#targetsBeforeRounds;
  }

  /** A repeated fault counts once, with its largest round: each begins when the one before has recovered. */
  countTargets(group: FaultGroup, taken: number): void {
    const before = this.targetsBefore(group);
    this.#targetsBeforeRounds = before;
    this.targetsSoFar = Math.max(this.targetsSoFar, before + taken);
  }

  note(what: string, tone: TimelineEntry['tone'] = 'neutral', detail?: string, at = Date.now()): void {
    this.timeline.push({ at, what, tone, ...(detail === undefined ? {} : { detail }) });
  }

  stop(stop: Stop): void {
    if (this.stopped) return;
    this.stopped = stop;
    this.note(
      stop.how === 'refused' ? 'refused' : stop.how === 'breach' ? 'SLI breached' : `stopped: ${stop.how}`,
      'bad',
      stop.by,
    );
    this.stopping.open(stop);
  }

  /** News may arrive late, after newer ones. */
  changed(fault: FaultStatus): void {
    if ((this.faults.get(fault.faultId)?.since ?? 0) > fault.since) return;
    this.faults.set(fault.faultId, fault);
    this.show();
  }

  show(): void {
    setCurrentDetails(experimentDetails(this.status()));
  }

  status(): ExperimentStatus {
    return {
      id: this.id,
      name: this.experiment.name,
      phase: this.#phase,
      phaseSince: this.#phaseSince,
      phaseEndsAt: this.#phaseEndsAt,
      group: this.#group,
      faults: [...this.faults.values()],
      breach: this.breach,
      outcome: this.outcome,
    };
  }
}
