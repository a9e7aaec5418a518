import type { TargetIdentity } from '../../../experiments/definition/identity.ts';
import type { TargetSpec } from '../../../experiments/definition/targets/index.ts';
import type { Cluster } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { nameOf } from '../../kubernetes/name-of.ts';
import { replicasOf } from '../../kubernetes/replicas.ts';
import type { Ports } from '../../ports.ts';
import type { Bounds } from '../resolver.ts';
import { ownerOf } from './owned.ts';

type Spec = Extract<TargetSpec, { kind: 'kubernetes' }>;

export async function boundsOf(
  spec: Spec,
  found: readonly TargetIdentity[],
  { cluster }: Ports,
  signal: AbortSignal,
): Promise<Bounds> {
  const workload = isShare(spec) ? await workloadOf(spec, cluster, signal) : undefined;
  const { spread: over } = spec.settings;
  if (over === undefined) return { workload };
  return { workload, spread: { over, places: await placesOf(over, found, cluster, signal) } };
}

const isShare = ({ mode }: Spec): boolean =>
  typeof mode === 'object' && ('percent' in mode || 'randomMaxPercent' in mode);

async function workloadOf({ settings }: Spec, cluster: Cluster, signal: AbortSignal): Promise<Bounds['workload']> {
  const owner = await ownerOf(settings, cluster, signal);
  const replicas = owner && replicasOf(owner);
  if (owner === undefined || replicas === undefined) return undefined;

  const { desired, available } = replicas;

  return { label: nameOf(owner), desired, unavailable: Math.max(0, desired - available) };
}

const ZONE = 'topology.kubernetes.io/zone';

async function placesOf(
  over: 'node' | 'zone',
  found: readonly TargetIdentity[],
  cluster: Cluster,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const nodes = found.map((target) => (target.kind === 'kubernetes' ? (target.node ?? '') : ''));
  if (over === 'node') return nodes;
  const all = await cluster.list({ apiVersion: 'v1', kind: 'Node' }, signal);
  const zones = new Map(all.map(({ metadata }) => [metadata.name, metadata.labels?.[ZONE]]));
  return nodes.map((node) => zones.get(node) ?? unplaced(node));
}

function unplaced(node: string): never {
  throw failure(
    FailureType.unsupported,
    `No target was taken: node ${node} has no label ${ZONE}, so its zone is not known. Label the nodes, or spread over nodes.`,
  );
}
