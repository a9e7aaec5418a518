import type { FaultSpec } from '../../../experiments/definition/experiment.ts';
import { misfit } from '../../../experiments/definition/faults/chaos-mesh.ts';
import { misfitOfEngine } from '../../../experiments/definition/faults/litmus-engine.ts';
import type { ExperimentCheck } from './check.ts';
import { listedFaults } from './listed-faults.ts';

interface Meant {
  readonly objectKind: string;
  readonly container?: string | undefined;
}

/** Whoever selects what is hit, the target or the author's own spec, does it alone. */
export const enginesFitTheirTargets: ExperimentCheck = (experiment, complain) => {
  for (const { fault, path } of listedFaults(experiment)) {
    const target = fault.target ?? experiment.target;
    if (target?.kind !== 'kubernetes') continue;
    const { kind: objectKind, container } = target.settings;
    const wrong = wrongWith(fault, { objectKind, container });
    if (wrong !== undefined) complain([...path, fault.kind], wrong, 'key');
  }
};

function wrongWith(fault: FaultSpec, meant: Meant): string | undefined {
  if (fault.kind === 'chaos-mesh') return misfit(fault.settings, meant);
  if (fault.kind === 'litmus-engine') return misfitOfEngine(fault.settings, meant.objectKind);
  return undefined;
}
