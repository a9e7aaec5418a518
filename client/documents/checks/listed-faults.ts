import type { Experiment, FaultSpec } from '../../../experiments/definition/experiment.ts';
import type { Path } from '../path.ts';

export interface ListedFault {
  readonly fault: FaultSpec;
  readonly path: Path;
}

/** Faults that are on at the same time, with the way to each; a single fault is a group of one. */
export interface ListedGroup {
  readonly name: string;
  readonly path: Path;
  readonly faults: readonly ListedFault[];
}

export function listedGroups({ faults }: Pick<Experiment, 'faults'>): readonly ListedGroup[] {
  return faults.map((entry, index) => {
    const path = ['faults', index];
    const inside =
      'parallel' in entry
        ? entry.faults.map((fault, at) => ({ fault, path: [...path, 'faults', at] }))
        : [{ fault: entry, path }];
    return { name: entry.name, path, faults: inside };
  });
}

export function listedFaults(experiment: Pick<Experiment, 'faults'>): readonly ListedFault[] {
  return listedGroups(experiment).flatMap(({ faults }) => faults);
}
