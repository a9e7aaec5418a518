import { isOneShot } from '../../../experiments/definition/faults/chaos-mesh.ts';
import type { ClusterObject } from '../../cluster.ts';
import { isReady, restartsOf, whyNotReady } from '../../kubernetes/pod-state.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { Baseline, FaultCall } from '../driver.ts';
import { identityOf, requireTarget } from '../kubernetes/target-object.ts';
import { missingWorkloads, type WorkloadBefore, workloadsOf } from '../kubernetes/workloads.ts';
import { ownerOf } from '../pods/owner.ts';
import { namespaceOf, type OnChaos } from './chaos-object.ts';
import { selectedPods } from './selected.ts';
import { lookForStressors } from './stressors.ts';

/** Baselines travel with every step of a fault. */
const MOST_PODS = 50;
const MOST_OWNERS = 10;

interface PodBefore {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly restarts: number;
  readonly ready: boolean;
  /** Nothing would start another. */
  readonly alone: boolean;
}

/** What the users of the selected pods had: how many of each workload were Ready. */
export interface Before {
  readonly pods: readonly PodBefore[];
  readonly owners: readonly WorkloadBefore[];
  /** How often the kernel had killed something in the container for want of memory, where that can be read. */
  readonly oomKills?: number;
}

export function beforeOf(baseline: Baseline): Before {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only prepareUndo writes it
  return baseline as unknown as Before;
}

export async function lookBefore(call: OnChaos): Promise<Before> {
  const target = await requireTarget(call);
  const pods = await chosenPods(call, target);
  // A pod that nothing starts again must not be killed: that could not be undone.
  if (identityOf(call).objectKind === 'Pod' && isOneShot(call.settings)) await ownerOf(target, call.ports, call.signal);
  const owners = await ownersOf(call, pods);
  const kills = await oomKillsIn(call, target);
  return {
    pods: pods.map((pod) => podBefore(pod)),
    owners,
    ...(kills === undefined ? {} : { oomKills: kills }),
  };
}

async function chosenPods(call: OnChaos, target: ClusterObject): Promise<readonly ClusterObject[]> {
  const { settings, ports, signal } = call;
  const others = await selectedPods(settings.spec, namespaceOf(call.target), ports.cluster, signal);
  const all = [...(target.kind === 'Pod' ? [target] : []), ...others.map(({ pod }) => pod)];
  return all.slice(0, MOST_PODS);
}

function podBefore(pod: ClusterObject): PodBefore {
  const { namespace = '', name, uid, ownerReferences = [] } = pod.metadata;
  const alone = !ownerReferences.some(({ controller }) => controller === true);
  return { namespace, name, uid, restarts: restartsOf(pod), ready: isReady(pod), alone };
}

/** Pods that one node runs by itself belong to nobody who counts them. */
async function ownersOf(call: OnChaos, pods: readonly ClusterObject[]): Promise<readonly WorkloadBefore[]> {
  const byController = new Map(pods.map((pod) => [controllerUid(pod), pod]));
  byController.delete(undefined);
  const first = [...byController.values()].slice(0, MOST_OWNERS);
  return await workloadsOf(first, call.ports, call.signal);
}

const controllerUid = ({ metadata }: ClusterObject): string | undefined =>
  metadata.ownerReferences?.find(({ controller, kind }) => controller === true && kind !== 'Node')?.uid;

async function oomKillsIn(call: OnChaos, target: ClusterObject): Promise<number | undefined> {
  if (call.settings.kind !== 'StressChaos' || target.kind !== 'Pod') return undefined;
  const seen = await lookForStressors(containerOf(call, target), call.ports, call.signal).catch(() => undefined);
  return seen !== undefined && 'oomKills' in seen ? seen.oomKills : undefined;
}

/** The one that Chaos Mesh takes: the one that was named, else the first. */
export function containerOf(call: Pick<FaultCall<'chaos-mesh'>, 'settings' | 'target'>, pod: ClusterObject) {
  const { container } = identityOf(call);
  const { containerNames } = call.settings.spec;
  const named = container ?? (Array.isArray(containerNames) ? String(containerNames[0]) : undefined);
  const { namespace = '', name } = pod.metadata;
  return { namespace, pod: name, container: named ?? asPod(pod).spec.containers[0]!.name };
}

/** What their users miss still, one line each. Pods and workloads that are gone are missed by nobody. */
export async function missingStill(call: OnChaos, { pods, owners }: Before): Promise<readonly string[]> {
  const { ports, signal } = call;
  const missing = await missingWorkloads(owners, ports, signal);
  const alone = pods.filter((pod) => pod.alone && pod.ready);
  const found = await Promise.all(
    alone.map(async ({ namespace, name, uid }) => {
      const pod = await ports.cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace, name }, signal);
      if (pod?.metadata.uid !== uid || isReady(pod)) return [];
      return [`pod ${namespace}/${name} ${whyNotReady(pod)}; before the fault it was Ready`];
    }),
  );
  return [...missing, ...found.flat()];
}
