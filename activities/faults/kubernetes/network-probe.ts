import type { NetworkProbe } from '../../../experiments/definition/faults/network-policy.ts';
import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isReady } from '../../kubernetes/pod-state.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { Ports } from '../../ports.ts';

export interface Reached {
  readonly getsThrough: boolean;
  readonly said: string;
}

interface Asking {
  readonly label: string;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

/** Asks from inside. Fails when nobody can tell: no pod to ask in, no address, a program that did not run to its end. */
export async function askNetwork(probe: NetworkProbe, pods: readonly ClusterObject[], how: Asking): Promise<Reached> {
  const target = pods.find((pod) => asPod(pod).status?.phase === 'Running');
  const inside = probe.from === undefined ? target : await elsewhere(probe, pods, how);
  if (inside === undefined)
    throw cannotTell(how.label, `no pod runs to ask ${probe.from === undefined ? '' : `"${probe.from}" `}in`);
  const ip = target && asPod(target).status?.podIP;
  if (ip === undefined && probe.exec.some((part) => part.includes('{ip}'))) {
    throw cannotTell(how.label, 'no pod of it runs and has an address');
  }
  const argv = probe.exec.map((part) => part.replaceAll('{ip}', ip ?? ''));
  const { namespace = '', name: pod } = inside.metadata;
  const { container, timeout: timeoutMs } = probe;
  const run = await how.ports.cluster.exec({ namespace, pod, container, argv, timeoutMs, signal: how.signal });
  const where = `"${argv.join(' ')}" in pod ${namespace}/${pod}`;
  if (run.outcome === 'failed') throw cannotTell(how.label, `${where} ${run.reason}`);
  return { getsThrough: run.exitCode === 0, said: `${where} exited with ${run.exitCode}` };
}

async function elsewhere(probe: NetworkProbe, pods: readonly ClusterObject[], { ports, signal }: Asking) {
  const namespace = probe.namespace ?? pods[0]?.metadata.namespace;
  const found = await ports.cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: probe.from }, signal);
  return found.find(isReady);
}

const cannotTell = (label: string, why: string) =>
  failure(
    FailureType.effectFailed,
    `Nobody can tell whether traffic of ${label} gets through: ${why}. Check "probe" of the fault.`,
  );
