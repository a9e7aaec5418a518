import type { GameDayOutcome, SliCurve } from './outcome.ts';
import type { GameDayPlan } from './plan.ts';

/** One model behind the HTML, Markdown and JSON reports. */
export interface Report {
  readonly generatedAt: number;
  readonly tool: { readonly name: string; readonly version: string };
  readonly plan: GameDayPlan;
  readonly outcome: GameDayOutcome;
  /** Curves of each experiment, by experiment id; missing when the measurements were lost. */
  readonly curves: Readonly<Record<string, readonly SliCurve[]>>;
  /** Why the curves of an experiment are missing, by experiment id. */
  readonly measurementsLost?: Readonly<Record<string, string>> | undefined;
  /** What to do next, most urgent first. Text between backticks is a command or an id, to be copied as it is. */
  readonly next: readonly string[];
}
