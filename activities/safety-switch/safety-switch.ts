/** What a game day is told: in whose name it puts everything back, and why. */
export interface AbortOrder {
  readonly by: string;
  readonly reason: string;
}

export interface EngagedSwitch {
  readonly by: string;
  readonly reason: string;
  /** Since when, milliseconds since 1970. */
  readonly at: number;
}

/**
 * The safety switch as activities see it. Not among the ports: it lives in Temporal, and what undoes faults without Temporal
 * must not need it.
 */
export interface SafetySwitch {
  /** Who pulled it; undefined when it is released. Asks the server alone, and fails when that does not answer in time. */
  read(): Promise<EngagedSwitch | undefined>;
  /** Orders every running game day but the known ones to put everything back. Answers with those that are ordered now. */
  abortRunning(known: ReadonlySet<string>, order: AbortOrder): Promise<readonly string[]>;
  /** Tells the workflow of the switch what was stopped, for people to see. */
  show(stopped: readonly string[]): Promise<void>;
}
