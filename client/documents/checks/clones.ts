import type { EnvironmentClone } from '../../../experiments/definition/environment.ts';
import type { TargetSpec } from '../../../experiments/definition/targets/index.ts';
import type { Complain } from '../complain.ts';
import type { Path } from '../path.ts';
import type { ExperimentCheck } from './check.ts';
import { listedFaults } from './listed-faults.ts';

/** A clone needs something to be made of, and whatever is done is done to the clone. */
export const clonesAreTheOnlyTargets: ExperimentCheck = (experiment, complain) => {
  const { environment, snapshot, afterwards, target, faults } = experiment;
  if (typeof environment === 'string') return;
  const { clone } = environment;
  const path = ['environment', 'clone'];
  if (snapshot?.kind !== 'csi-volume-snapshot') {
    complain(path, 'there are no volumes to clone; add snapshot: { csi-volume-snapshot: {...} }', 'key');
  } else if (snapshot.settings.namespace === clone.namespace) {
    complain([...path, 'namespace'], 'is the namespace of the originals; give the clone one of its own');
  }
  if (afterwards.restoreIf !== 'never') {
    complain(
      ['afterwards', 'restoreIf'],
      'would put the originals back, which no fault has touched; write restoreIf: never',
    );
  }
  if (target) checkTarget(target, ['target'], clone, complain);
  for (const { fault, path: at } of listedFaults({ faults })) {
    if (fault.target) checkTarget(fault.target, [...at, 'target'], clone, complain);
  }
};

function checkTarget({ kind, settings }: TargetSpec, path: Path, clone: EnvironmentClone, complain: Complain): void {
  if (kind !== 'kubernetes' || settings.namespace === clone.namespace) return;
  const at = [...path, 'kubernetes', ...(settings.namespace === undefined ? [] : ['namespace'])];
  const seen = settings.namespace === undefined ? `a ${settings.kind}` : settings.namespace;
  complain(
    at,
    `${seen} is not in the clone; with a clone every target in the cluster is in namespace ${clone.namespace}`,
  );
}
