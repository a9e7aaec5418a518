import { byName } from '../facts/by-name.ts';
import type { NextInput } from './next-steps.ts';
import { named, onTargets, quoted } from './wording.ts';

export function faultsNotInjected({ outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap((experiment) =>
    byName(experiment.faults.filter((fault) => fault.error !== undefined)).map(({ name, faults }) => {
      const why = quoted(faults[0].error ?? '');
      return `${named(name)} could not be injected on ${onTargets(faults)}: ${why}. Repair that, then run it again.`;
    }),
  );
}

/** Nothing failed, and nothing was tested by them. */
export function faultsSkipped({ outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap((experiment) =>
    byName(experiment.faults.filter((fault) => fault.skipped !== undefined)).map(({ name, faults }) => {
      const why = quoted(faults[0].skipped ?? '');
      return `${named(name)} was skipped on ${onTargets(faults)}: ${why}. This run proves nothing about it: put that right, then run it again.`;
    }),
  );
}

export function effectNotObserved({ outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap((experiment) => {
    const unseen = experiment.faults.filter(
      (fault) => fault.injectedAt !== undefined && fault.effect.observed !== 'yes',
    );
    return byName(unseen).map(({ name, faults }) => {
      const { evidence } = faults[0].effect;
      const seen = evidence === '' ? 'nothing was recorded' : quoted(evidence);
      return `The effect of ${named(name)} on ${onTargets(faults)} was not observed (${seen}), so this run proves nothing. Check that it is the right target, or hold the fault longer.`;
    });
  });
}
