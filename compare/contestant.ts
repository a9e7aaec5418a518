import type { Command } from './command.ts';
import type { CleanUp } from './clean-up.ts';
import type { Kept, ToolName } from './row.ts';
import type { Situation } from './situation.ts';
import type { Target } from './target.ts';

export interface Start {
  readonly situation: Situation;
  readonly target: Target;
  /** Empty, and gone afterwards. */
  readonly folder: string;
  readonly cleanUp: CleanUp;
}

/** One way to use one tool. */
export interface Contestant {
  readonly tool: ToolName;
  readonly way: string;
  start(start: Start): Promise<Running>;
}

export interface Running {
  readonly command: Command;
  /** What it was given, for the reader of the comparison. */
  readonly options: string;
  /** What is done instead of sending a signal, when that is so. */
  readonly instead?: string;
  /** Sends the signal to what is to be struck. */
  strike(signal: NodeJS.Signals): void;
  /** Waits for what goes on although the command has ended, and reads what is kept. */
  finish(): Promise<{ readonly kept: Kept; readonly said: string }>;
}
