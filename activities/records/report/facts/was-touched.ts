import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';

/** Whether anything was sampled or injected; not so when a guardrail refused it. */
export function wasTouched({ slis, faults }: ExperimentOutcome): boolean {
  return slis.length > 0 || faults.length > 0;
}

export function untouched({ verdict }: ExperimentOutcome): string {
  return verdict.ended === 'errored'
    ? 'No sample and no fault of it is recorded.'
    : 'Nothing was sampled and nothing was injected.';
}
