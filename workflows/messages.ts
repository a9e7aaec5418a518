import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AtMs, Breach, GameDayOutcome, ExperimentOutcome } from '../experiments/definition/outcome.ts';
import type { FaultKind } from '../experiments/definition/faults/index.ts';
import type { Verdict } from '../experiments/definition/verdict.ts';

/** Names of queues, workflows and ids: wire format. Changing one needs a patch. */
export const TASK_QUEUE = 'gameday';
export const UNDO_TASK_QUEUE = 'gameday-undo';
/** The most that a worker costs which dies in the middle of a workflow task; without it 10 s. Their tasks take milliseconds. */
export const WORKFLOW_TASK_TIMEOUT = '5s';
/** For what only a worker of this machine can do: the undo records are there. */
export const hostTaskQueue = (host: string): string => `gameday@${host}`;
/** In the place of a host: what any worker with settings for the cluster can do. */
export const CLUSTER_SWEEPER = 'kubernetes';
export const sweeperScheduleId = (host: string): string => `gameday-sweeper/${host}`;
export const gameDayWorkflowId = (name: string, at: Date): string =>
  `gameday/${name}/${at.toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-')}`;
export const experimentWorkflowId = (gameDayId: string, step: number, name: string): string =>
  `${gameDayId}/${String(step).padStart(2, '0')}-${name}`;
/** One live fault per target: a second start of the same id is refused by the server. */
export const faultWorkflowId = (targetKey: string): string => `fault/${targetKey}`;

/** In the memo of a fault, for whoever looks from outside: which fault it is, and when it should be over at the latest. */
export const FAULT_MEMO = { faultId: 'faultId', overWithinMs: 'overWithinMs' } as const;
/** Of the notices that an undo is stuck, and that it is no longer. */
export const stuckUndoId = (faultId: string): string => `stuck/undo-fails/${faultId}`;

export type ExperimentPhase =
  | 'proving the steady state'
  | 'taking the snapshot'
  | 'making the environment'
  | 'measuring the baseline'
  | 'injecting'
  | 'holding'
  | 'undoing'
  | 'recovering'
  | 'accounting'
  | 'removing the environment'
  | 'ended';

/** Both are set when the workflow is started, which saves an event. */
export const FIRST_PHASE = 'proving the steady state' satisfies ExperimentPhase;
export const stepPhase = (step: number, steps: number): string => `step ${step} of ${steps}`;

export type FaultState = 'owed' | 'on' | 'undoing' | 'stuck' | 'off' | 'settled' | 'skipped';

export interface FaultStatus {
  readonly faultId: string;
  readonly workflowId: string;
  readonly name: string;
  readonly fault: FaultKind;
  readonly target: string;
  readonly state: FaultState;
  readonly since: AtMs;
  /** When it ends by itself at the latest; absent when nothing ends it, or when it needs no undo. */
  readonly expiresAt?: AtMs | undefined;
  /** The last failure of an undo that is stuck; or why it was skipped. */
  readonly problem?: string | undefined;
}

export interface ExperimentStatus {
  readonly id: string;
  readonly name: string;
  readonly phase: ExperimentPhase;
  readonly phaseSince: AtMs;
  /** When the phase ends if nothing happens; absent when nobody can know. */
  readonly phaseEndsAt?: AtMs | undefined;
  /** Name of the fault group that is worked on, and its place. */
  readonly group?: { readonly name: string; readonly index: number; readonly count: number } | undefined;
  readonly faults: readonly FaultStatus[];
  readonly breach?: Breach | undefined;
  readonly outcome?: ExperimentOutcome | undefined;
}

export type StepState = 'waiting' | 'running' | 'done' | 'skipped';

export interface StepStatus {
  readonly name: string;
  readonly kind: 'experiment' | 'pause' | 'approval';
  readonly state: StepState;
  /** Workflow id, for experiments that began. */
  readonly experimentId?: string | undefined;
  readonly verdict?: Verdict | undefined;
  readonly note?: string | undefined;
}

export interface OpenApproval {
  readonly step: number;
  readonly name: string;
  readonly who: readonly string[];
  readonly quorum: number;
  readonly approvedBy: readonly string[];
  readonly expiresAt: AtMs;
}

export interface GameDayStatus {
  readonly id: string;
  readonly name: string;
  readonly objective: string;
  readonly environment: string;
  readonly planHash: string;
  readonly requestedBy: string;
  readonly onCall?: string | undefined;
  readonly startedAt: AtMs;
  /** 1-based; 0 before the first step. */
  readonly step: number;
  readonly steps: readonly StepStatus[];
  readonly approval?: OpenApproval | undefined;
  /** Present once it ended (also when it was cancelled). */
  readonly outcome?: GameDayOutcome | undefined;
  /** Absolute paths on the worker's host, once written. */
  readonly reports?: { readonly html: string; readonly markdown: string; readonly json: string } | undefined;
}

export type { SliProgress, WatchProgress } from '../experiments/definition/progress.ts';

export const gameDayStatus = defineQuery<GameDayStatus>('status');
export const experimentStatus = defineQuery<ExperimentStatus>('status');
export const faultStatus = defineQuery<FaultStatus>('status');

export interface Vote {
  readonly step: number;
  readonly by: string;
  readonly approve: boolean;
  readonly comment: string;
}
/** Answers with a sentence for the person. Refused (before anything is written) when the vote is not allowed. */
export const voteUpdate = defineUpdate<string, [Vote]>('vote');
/** For the Temporal UI, where nothing but a signal is at hand; the name is taken as given. */
export const approveSignal = defineSignal<[({ by?: string; comment?: string } | string)?]>('approve');
export const denySignal = defineSignal<[({ by?: string; comment?: string } | string)?]>('deny');

export interface Abort {
  readonly by: string;
  readonly reason: string;
}
export const abortSignal = defineSignal<[Abort]>('abort');

export interface SettleOrder {
  readonly faultId: string;
  readonly by: string;
  readonly comment: string;
}
/** Sent to the experiment; closes a fault by hand whose undo is stuck. */
export const settleUpdate = defineUpdate<string, [SettleOrder]>('settle');

/** Between experiment and fault. The text says why; `HOLD_OVER` is the peaceful end. */
export const HOLD_OVER = 'the hold is over';
export const releaseSignal = defineSignal<[string]>('release');
export const settleSignal = defineSignal<[SettleOrder]>('settle');
export const faultChangedSignal = defineSignal<[FaultStatus]>('faultChanged');
/** From a cancelled experiment, which can have no result, to its game day. */
export const experimentEndedSignal = defineSignal<[ExperimentOutcome]>('experimentEnded');

/** The switch is engaged exactly while the workflow with this id is open, also when no worker works on it. */
export const SAFETY_SWITCH_ID = 'safety-switch';

/** Argument and memo of its workflow, so that who, why and since when can be read without a worker. */
export interface SwitchPull extends Abort {
  readonly at: AtMs;
}
/** What a game day is told that the switch stops. */
export const haltOrder = ({ by, reason }: Abort): Abort => ({ by, reason: `safety switch: ${reason}` });
export interface Resume {
  readonly by: string;
  readonly comment: string;
}
export interface SafetySwitchStatus {
  readonly pulled: SwitchPull;
  /** Who pulled it again meanwhile; the last of them. */
  readonly again: readonly SwitchPull[];
  /** Ids of the game days that it ordered to put everything back; the last of `stoppedCount`. */
  readonly stopped: readonly string[];
  readonly stoppedCount: number;
}
export const safetySwitchStatus = defineQuery<SafetySwitchStatus>('status');
export const haltSignal = defineSignal<[SwitchPull]>('halt');
export const resumeSignal = defineSignal<[Partial<Resume>?]>('resume');
/** From the activity that stops game days: the ones that it has stopped since it last said so. */
export const stoppedSignal = defineSignal<[readonly string[]]>('stopped');

/** Search attributes, registered when the server starts. All keywords but the last. */
export const SEARCH_ATTRIBUTES = {
  GameDay: 'Keyword',
  Phase: 'Keyword',
  FaultKind: 'Keyword',
  Target: 'Keyword',
  Environment: 'Keyword',
  Team: 'Keyword',
  Verdict: 'Keyword',
  FaultActive: 'Bool',
} as const;
