import type { CheckResult } from './outcome.ts';

/** What a worker would do with a plan right now. Nothing was changed to find out. */
export interface PlanPreview {
  readonly host: string;
  readonly guardrails: readonly CheckResult[];
  readonly experiments: readonly ExperimentPreview[];
  /** The longest time everything may take, pauses and approvals included, milliseconds. */
  readonly longestMs: number;
}

export interface ExperimentPreview {
  readonly name: string;
  readonly steadyState: readonly CheckResult[];
  readonly guardrails: readonly CheckResult[];
  readonly longestMs: number;
  readonly snapshot?: string | undefined;
  /** The disposable environment that would be made; what ends it when we are gone; and why it could not be made now. */
  readonly clone?: { readonly text: string; readonly expiry: string; readonly problem?: string } | undefined;
  readonly groups: readonly {
    readonly name: string;
    readonly holdMs: number;
    /** Of a fault that is repeated: how often altogether. Its targets are those of the first round. */
    readonly rounds?: number | undefined;
    readonly faults: readonly FaultPreview[];
  }[];
}

export interface FaultPreview {
  readonly name: string;
  readonly fault: string;
  readonly matched: number;
  readonly targets: readonly string[];
  /** What it would change or end besides them. */
  readonly touches?: readonly string[] | undefined;
  /** Why that could not be found out. */
  readonly touchesProblem?: string | undefined;
  /** Why nothing would be done, although that is no mistake. */
  readonly skipped?: string | undefined;
  /** The undo that will be owed, in words. */
  readonly undo: string;
  /** What ends the fault if everything of ours is gone. */
  readonly expiry: string;
  /** Why targets could not be resolved; then `targets` is empty. */
  readonly problem?: string | undefined;
}
