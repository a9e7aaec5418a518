import type { TargetIdentity } from './identity.ts';

const IN_CLUSTER = '@kubernetes';

/** The end of a fault's id says where its undo record is kept: beside the target. */
export const placeMark = (target: TargetIdentity): string => (target.kind === 'kubernetes' ? IN_CLUSTER : '');

export const placeOf = (faultId: string): 'machine' | 'cluster' =>
  faultId.endsWith(IN_CLUSTER) ? 'cluster' : 'machine';
