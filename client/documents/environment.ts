import type { GameDayDocument } from '../../experiments/definition/game-day.ts';
import { DEFAULT_ENVIRONMENT } from '../../experiments/definition/environment.ts';
import type { Complain } from './complain.ts';
import type { StepExperiment } from './game-day-experiments.ts';

/** A game day happens in one environment, because policies are looked up by it. */
export function oneEnvironment(
  { environment }: Pick<GameDayDocument, 'environment'>,
  experiments: readonly StepExperiment[],
  complain: Complain,
): string {
  const naming = experiments.filter(({ namesEnvironment }) => namesEnvironment);
  const chosen = environment ?? naming[0]?.experiment.environment ?? DEFAULT_ENVIRONMENT;
  const chosenBy = environment === undefined ? `steps[${naming[0]?.step ?? 0}]` : 'this game day';
  for (const { step, experiment } of naming) {
    if (experiment.environment === chosen) continue;
    complain(
      ['steps', step, 'experiment'],
      `${experiment.source} is for the environment ${experiment.environment}, but ${chosenBy} is for ${chosen}; a game day has one environment`,
    );
  }
  return chosen;
}
