import type { Cluster, ClusterObject } from '../../activities/cluster.ts';
import type { Baseline, FaultCall } from '../../activities/faults/driver.ts';
import type { FaultKind, FaultSettings } from '../../experiments/definition/faults/index.ts';
import { identityOf } from './cluster-workload.ts';
import { aCall } from './fault-call.ts';
import { aWorld } from './fault-world.ts';

/** What the engine hands to a driver for a fault on an object of a cluster, which may have changed since. */
export function aClusterCall<K extends FaultKind>(
  cluster: Cluster,
  settings: FaultSettings[K],
  object: ClusterObject,
  special: { readonly faultId?: string; readonly baseline?: Baseline } = {},
): FaultCall<K> {
  const { faultId = 'day/1/1.1-a-fault@kubernetes', baseline = {} } = special;
  return { ...aCall<K>(aWorld('/nowhere', { cluster }), settings, identityOf(object), baseline), faultId };
}
