import type { GameDayOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Verdict } from '../../../../experiments/definition/verdict.ts';

/** The verdict of the game day with the reasons of those experiments that decided it. */
export function headline({ verdict, experiments }: GameDayOutcome): Verdict {
  if (experiments.length < 2) return verdict;
  const reasons = experiments
    .filter((experiment) => experiment.verdict.hypothesis === verdict.hypothesis)
    .flatMap((experiment) => experiment.verdict.reasons.map((reason) => `${experiment.name}: ${reason}`));
  return reasons.length === 0 ? verdict : { ...verdict, reasons };
}
