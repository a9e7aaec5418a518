import type { TargetIdentity } from './identity.ts';
import type { PlannedExperiment } from './plan.ts';

/** Undo records are kept beside the target: in files of this machine, or in objects of the Kubernetes cluster. */
export type RecordPlace = 'machine' | 'cluster';

const IN_CLUSTER = '@kubernetes';
const KUBERNETES = 'kubernetes' satisfies TargetIdentity['kind'];

/** The end of a fault's id says where its record is. */
export const placeMark = (target: TargetIdentity): string => (target.kind === KUBERNETES ? IN_CLUSTER : '');

export const placeOf = (faultId: string): RecordPlace => (faultId.endsWith(IN_CLUSTER) ? 'cluster' : 'machine');

/** Where the faults of an experiment can have records. Who asks for them need not ask elsewhere. */
export function placesOf({ groups, clone }: Pick<PlannedExperiment, 'groups' | 'clone'>): readonly RecordPlace[] {
  const ofFaults = groups.flatMap(({ faults }) => faults.map(({ target }) => target.kind));
  const kinds = clone === undefined ? ofFaults : [...ofFaults, KUBERNETES];
  const others = kinds.filter((kind) => kind !== KUBERNETES);
  if (others.length === kinds.length) return ['machine'];
  return others.length === 0 ? ['cluster'] : ['machine', 'cluster'];
}
