export type ToolName = 'Chaos Toolkit' | 'gameday';

/** What is kept after the run: the journal of Chaos Toolkit, the report of gameday. */
export interface Kept {
  readonly is: 'complete' | 'incomplete' | 'none';
  /** The verdict in it, in its own words. */
  readonly says: string;
}

/** One way to use one tool in one situation, and what came of it. */
export interface Row {
  readonly situation: number;
  readonly title: string;
  /** The health check fails in this situation, whatever the tool does. */
  readonly healthFails: boolean;
  readonly tool: ToolName;
  /** What was struck, or how the tool was used; empty when there is only one way. */
  readonly way: string;
  /** `0`, `killed by SIGKILL`, `did not end`. */
  readonly exit: string;
  /** Asked of the target when the command ended. */
  readonly onAtExit: boolean;
  /** Asked of the target after the same patience for every tool. */
  readonly left: boolean;
  readonly switchedOn: number;
  /** How often the target was asked to switch the fault off. */
  readonly undoAsked: number;
  readonly undoneAfterMs: number | null;
  /** What that time is counted from; empty when there is nothing to count from. */
  readonly since: string;
  readonly kept: Kept;
  readonly said: string;
  readonly options: string;
}

export interface Versions {
  readonly gameday: string;
  readonly chaosToolkit: string;
  readonly chaosToolkitLib: string;
  readonly temporal: string;
  readonly node: string;
  readonly python: string;
  readonly kernel: string;
  readonly machine: string;
}

export interface Comparison {
  readonly at: string;
  readonly tookMs: number;
  readonly patienceMs: number;
  readonly versions: Versions;
  readonly rows: readonly Row[];
}
