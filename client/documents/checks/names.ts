import type { Complain } from '../complain.ts';
import { type Path, pathText } from '../path.ts';
import type { ExperimentCheck, GameDayCheck } from './check.ts';
import { listedFaults, listedGroups } from './listed-faults.ts';

/** Reports, curves and orders refer to these by name. */
export const experimentNames: ExperimentCheck = (experiment, complain) => {
  const groups = listedGroups(experiment).filter(({ faults }) => faults.length > 1);
  unique([...groups, ...listedFaults(experiment).map(({ fault, path }) => ({ name: fault.name, path }))], complain);
  unique(
    experiment.slis.map(({ name }, index) => ({ name, path: ['slis', index] })),
    complain,
  );
  unique(
    experiment.steadyState.map(({ name }, index) => ({ name, path: ['steadyState', index] })),
    complain,
  );
};

export const stepNames: GameDayCheck = ({ steps }, complain) => {
  unique(
    steps.flatMap(({ name }, index) => (name === undefined ? [] : [{ name, path: ['steps', index] }])),
    complain,
  );
};

function unique(named: readonly { readonly name: string; readonly path: Path }[], complain: Complain): void {
  named.forEach(({ name, path }, index) => {
    const first = named.slice(0, index).find((other) => other.name === name);
    if (first)
      complain([...path, 'name'], `"${name}" is the name of ${pathText(first.path)} already; choose another one`);
  });
}
