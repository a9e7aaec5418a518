import type { Knobs } from './knobs.ts';
import type { Target } from './target.ts';

/** Where a situation plays: the same for both tools. */
export interface Stage {
  readonly target: Target;
  /** Sends the signal to the runner, or to whatever this contestant calls so. */
  readonly strike: (signal: NodeJS.Signals) => void;
  /** From here on the time until the fault is undone counts. The last mark counts. */
  readonly mark: (what: string) => void;
}

/** How Chaos Toolkit is used, beside `--rollback-strategy=always`. */
export interface ChaosWay {
  readonly name: string;
  /** The hold as actions of one second each, between which the tool looks whether it shall stop. */
  readonly holdInSteps?: true;
  /** The rollback is written twice in the file, with a pause of two seconds before the second. */
  readonly rollbackTwice?: true;
}

/**
 * What gets the signals: the worker executes faults, `gameday run` waits for the verdict. `gameday abort` is what a person
 * types who wants the fault off at once, instead of any signal.
 */
export type GameDayWay = 'worker' | 'gameday run' | 'gameday abort';

export interface Situation {
  readonly title: string;
  readonly knobs: Partial<Knobs>;
  readonly healthFails?: true;
  readonly holdMs: number;
  /** How the fault is switched on. */
  readonly fault: 'http' | 'command that exits with 3';
  /** Whether the health is looked at during the fault, and whether a bad one ends it. */
  readonly watch: 'before and after' | 'continuously' | 'continuously, and stop';
  readonly chaos: readonly ChaosWay[];
  readonly gameday: readonly GameDayWay[];
  /** What happens while the command runs. */
  readonly meanwhile?: (stage: Stage) => Promise<void>;
  /** What happens once the command has ended. */
  readonly afterwards?: (stage: Stage) => Promise<void>;
}
