import { type ClusterFaultKind, EVERY_FAULT, faultRights } from './fault-rights.ts';
import { type OtherKind, otherRights } from './other-rights.ts';
import { merged, type Rights } from './rule.ts';

export interface WantedRights {
  readonly faults: readonly ClusterFaultKind[];
  /** Probes, guardrails, snapshots and clones. */
  readonly others: readonly OtherKind[];
}

/** All that a worker needs for these kinds, and nothing else. */
export function rightsFor({ faults, others }: WantedRights): Required<Rights> {
  // A clone has an undo record as a fault has.
  const hasRecords = faults.length > 0 || others.includes('environment-clone');
  const all: readonly Rights[] = [
    ...(hasRecords ? [EVERY_FAULT] : []),
    ...faults.map((kind) => faultRights[kind]),
    ...others.map((kind) => otherRights[kind]),
  ];
  const of = (scope: keyof Rights) => merged(all.flatMap((one) => one[scope] ?? []));
  return { inTargets: of('inTargets'), inOurs: of('inOurs'), inSystem: of('inSystem'), clusterWide: of('clusterWide') };
}
