import type { KubernetesTargetSpec } from '../../../experiments/definition/targets/kubernetes.ts';
import type { ClusterObject } from '../../cluster.ts';
import type { Ports } from '../../ports.ts';

/** What a selector kept, and what was seen, for the person who wonders why nothing was found. */
export interface Kept {
  readonly objects: readonly ClusterObject[];
  readonly seen: readonly string[];
}

export type Step = (
  settings: KubernetesTargetSpec,
  objects: readonly ClusterObject[],
  ports: Ports,
  signal: AbortSignal,
) => Promise<Kept>;
