import type { ClusterObject } from '../../cluster.ts';
import { controllersOf } from '../../kubernetes/controllers.ts';
import { isReady } from '../../kubernetes/pod-state.ts';
import type { Ports } from '../../ports.ts';
import { missingPods, type PodsBefore } from '../pods/census.ts';
import { podsOfOwner, recorded } from '../pods/owner.ts';

/** A workload, and how many of its pods were Ready. */
export type WorkloadBefore = Pick<PodsBefore, 'owner' | 'ready'>;

/** Whatever would start these pods again, once each. Pods without a controller belong to none. */
export async function workloadsOf(
  pods: readonly ClusterObject[],
  ports: Ports,
  signal: AbortSignal,
): Promise<readonly WorkloadBefore[]> {
  const owners = new Map<string, ClusterObject>();
  for (const pod of pods) {
    const [direct, above] = await controllersOf(pod, ports.cluster, signal);
    const owner = above?.kind === 'Deployment' ? above : direct;
    if (owner !== undefined) owners.set(owner.metadata.uid, owner);
  }
  return await Promise.all(
    [...owners.values()].map(async (owner) => {
      const all = await podsOfOwner(owner, ports, signal);
      return { owner: recorded(owner), ready: all.filter(isReady).length };
    }),
  );
}

/** One line for each workload that has fewer Ready pods than before. */
export async function missingWorkloads(
  before: readonly WorkloadBefore[],
  ports: Ports,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const lines = await Promise.all(before.map((workload) => missingPods({ ...workload, pods: [] }, ports, signal)));
  return lines.flat();
}

export function workloadsIn(value: unknown): readonly WorkloadBefore[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only workloadsOf makes it
  return (value ?? []) as readonly WorkloadBefore[];
}
