import type { AtMs } from '../../../experiments/definition/outcome.ts';
import type { KubernetesProbe } from '../../../experiments/definition/probes/kubernetes.ts';
import type { Cluster, ClusterObject } from '../../cluster.ts';
import type { Sample } from '../probe.ts';

/** One look at the cluster. */
export interface Look {
  readonly settings: KubernetesProbe;
  readonly since: AtMs;
  readonly cluster: Cluster;
  readonly signal: AbortSignal;
}

export type Seen = Pick<Sample, 'result' | 'value' | 'detail'>;

const MOST_NAMES = 3;

/** `web-1 is Pending, web-2 is Pending, and 4 more` */
export function fewOf(texts: readonly string[]): string {
  if (texts.length <= MOST_NAMES) return texts.join(', ');
  return `${texts.slice(0, MOST_NAMES).join(', ')}, and ${texts.length - MOST_NAMES} more`;
}

export const nameOf = ({ metadata }: ClusterObject): string => metadata.name;
