import type { Cluster, ClusterObject } from '../../activities/cluster.ts';
import type { Baseline, FaultCall, FaultDriver } from '../../activities/faults/driver.ts';
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

/** The same call with the baseline, which went through a history. */
export async function prepared<K extends FaultKind>(driver: FaultDriver<K>, call: FaultCall<K>): Promise<FaultCall<K>> {
  const baseline = JSON.parse(JSON.stringify(await driver.prepareUndo(call))) as Baseline;
  return { ...call, baseline };
}
