import { misfit } from '../../../experiments/definition/faults/chaos-mesh.ts';
import type { ExperimentCheck } from './check.ts';
import { listedFaults } from './listed-faults.ts';

/** With a pod as the target its selector is ours; with a namespace it is the author's. */
export const chaosFitsItsTarget: ExperimentCheck = (experiment, complain) => {
  for (const { fault, path } of listedFaults(experiment)) {
    const target = fault.target ?? experiment.target;
    if (fault.kind !== 'chaos-mesh' || target?.kind !== 'kubernetes') continue;
    const { kind: objectKind, container } = target.settings;
    const wrong = misfit(fault.settings, { objectKind, container });
    if (wrong !== undefined) complain([...path, 'chaos-mesh'], wrong, 'key');
  }
};
