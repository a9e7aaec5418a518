import type { AtMs, ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';

export interface AbortPoint {
  readonly at: AtMs;
  /** When the condition began to hold; only for a breach. */
  readonly since?: AtMs;
  /** The SLI that was breached; undefined when a person or a switch ended it. */
  readonly sli?: string;
}

/** When the experiment was aborted: at its breach, else when the first fault was released. */
export function abortPoint(experiment: ExperimentOutcome): AbortPoint | undefined {
  const { breach } = experiment;
  if (breach !== undefined) return { at: breach.at, since: breach.since, sli: breach.sli };
  if (experiment.verdict.ended !== 'aborted') return undefined;
  const released = experiment.faults.map((fault) => fault.releasedAt).filter((at) => at !== undefined);
  return released.length === 0 ? undefined : { at: Math.min(...released) };
}
