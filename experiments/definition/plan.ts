import type { EnvironmentClone } from './environment.ts';
import type { Experiment, FaultSpec } from './experiment.ts';
import type { People } from './game-day.ts';
import type { GuardrailSpec } from './guardrails/index.ts';
import type { TargetSpec } from './targets/index.ts';

/** A fault whose target has been filled in from the experiment. */
export type PlannedFault = FaultSpec & { readonly target: TargetSpec };

export interface Round {
  readonly nth: number;
  readonly of: number;
}

/** Faults that are on at the same time; a single fault is a group of one. `holdMs` is the longest hold of its faults. */
export interface FaultGroup {
  readonly name: string;
  readonly holdMs: number;
  readonly faults: readonly PlannedFault[];
  /** Of a fault that is repeated: which time this is, of how many. */
  readonly round?: Round | undefined;
}

/** An experiment with every variable resolved. Secrets stay references. */
export interface PlannedExperiment
  extends Omit<Experiment, 'variables' | 'faults' | 'target' | 'apiVersion' | 'kind' | 'environment'> {
  readonly environment: string;
  /** Made before the first look, and removed after the last. */
  readonly clone?: EnvironmentClone | undefined;
  readonly groups: readonly FaultGroup[];
  /** The file it was read from, as the author named it. */
  readonly source: string;
}

export interface ExperimentStep {
  readonly kind: 'experiment';
  readonly name: string;
  readonly onBroken: 'stop' | 'continue';
  readonly experiment: PlannedExperiment;
}

export interface PauseStep {
  readonly kind: 'pause';
  readonly name: string;
  readonly ms: number;
}

export interface ApprovalStep {
  readonly kind: 'approval';
  readonly name: string;
  /** Empty: anybody. */
  readonly who: readonly string[];
  readonly quorum: number;
  readonly fourEyes: boolean;
  readonly expiresMs: number;
  readonly onExpiry: 'stop' | 'skip';
}

export type PlannedStep = ExperimentStep | PauseStep | ApprovalStep;

export interface PlannedWindow {
  readonly startMs: number;
  readonly endMs: number;
  readonly timeZone: string;
  readonly onClose: 'finishStep' | 'undoNow' | 'blockNew';
}

/** The fully resolved document: the input of the gameDay workflow. */
export interface GameDayPlan {
  readonly name: string;
  readonly objective: string;
  readonly environment: string;
  readonly team?: string | undefined;
  readonly people: People;
  readonly window?: PlannedWindow | undefined;
  readonly guardrails: readonly GuardrailSpec[];
  readonly steps: readonly PlannedStep[];
  /** Who asked for it: the person at the keyboard, or the schedule. */
  readonly requestedBy: string;
  /** SHA-256 (hex) over the canonical JSON of everything above except requestedBy and the path of each file. */
  readonly hash: string;
}
