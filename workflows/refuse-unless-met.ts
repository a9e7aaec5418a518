import type { CheckResult } from '../experiments/definition/outcome.ts';
import type { RunningExperiment } from './running-experiment.ts';

/** What could not be checked counts as not met: nobody breaks what nobody could check. */
export function refuseUnlessMet(run: RunningExperiment, what: string, results: readonly CheckResult[]): void {
  const against = results.filter((one) => one.result !== 'met');
  if (against.length === 0) return;
  run.stop({
    how: 'refused',
    by: `${what}: ${against.map((one) => `${one.name} ${one.result} (${one.detail})`).join('; ')}`,
  });
}
