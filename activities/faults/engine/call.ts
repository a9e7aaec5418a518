import type { FaultKind } from '../../../experiments/definition/faults/index.ts';
import type { TargetIdentity } from '../../../experiments/definition/identity.ts';
import { failure, FailureType } from '../../failures.ts';
import { clusterUid } from '../../kubernetes/cluster-uid.ts';
import type { Ports } from '../../ports.ts';
import type { FaultCall, FaultDriver } from '../driver.ts';
import { faultDrivers } from '../index.ts';
import type { FaultOrder, UndoOrder } from '../orders.ts';

export function driverOf<K extends FaultKind>({ kind }: FaultOrder<K>): FaultDriver<K> {
  return faultDrivers[kind];
}

/** Here, and only here, references to secrets become secrets. */
export function callOf<K extends FaultKind>(order: UndoOrder<K>, ports: Ports, signal: AbortSignal): FaultCall<K> {
  const { faultId, settings, target, baseline, expiresAt } = order;
  return { faultId, baseline, expiresAt, ports, signal, ...ports.secrets.resolve({ settings, target }) };
}

/**
 * A process can be reached from its own machine only, and an object in its own cluster: in another one it would look gone, and
 * what is gone counts as undone. The next attempt may come to a worker there.
 */
export async function requireHere(target: TargetIdentity, { processes, cluster }: Ports, signal: AbortSignal) {
  if (target.kind === 'process' && target.host !== processes.host) {
    throw failure(
      FailureType.targetElsewhere,
      `${target.label} was not touched: it runs on ${target.host}, and this worker on ${processes.host}. ` +
        `Run a worker on ${target.host}, and only workers on that machine on its task queue.`,
    );
  }
  if (target.kind !== 'kubernetes' || target.cluster === undefined) return;
  const here = await clusterUid(cluster, signal);
  if (here === target.cluster) return;
  throw failure(
    FailureType.targetElsewhere,
    `${target.label} was not touched: it is in another cluster (kube-system has the uid ${target.cluster}) than the one of this worker ` +
      `(${cluster.describe()?.server ?? 'no server'}, uid ${here}). Give this worker the kubeconfig and context with which the game day was started.`,
  );
}
