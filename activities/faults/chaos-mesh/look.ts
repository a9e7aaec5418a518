import { isOneShot } from '../../../experiments/definition/faults/chaos-mesh.ts';
import type { ClusterObject } from '../../cluster.ts';
import { isLeaving } from '../../kubernetes/pod-state.ts';
import type { Effect, FaultCall } from '../driver.ts';
import { beforeOf } from './before.ts';
import { labelOfChaos, readChaos } from './chaos-object.ts';
import { effectLooks, type SeenPod } from './effects.ts';
import { type ChaosRecord, complaintsIn, isInjected, podIn, recordsOf, wasInjected, wordsFor } from './records.ts';

type Call = FaultCall<'chaos-mesh'>;

/**
 * Three looks: what Chaos Mesh has written down of each pod, whether these are still the same pods, and the effect itself
 * where it can be seen. Its condition AllInjected stays true when the pod is another one, or the stressor was killed.
 */
export async function lookAtChaos(call: Call): Promise<Effect> {
  const object = await readChaos(call);
  const label = labelOfChaos(call);
  if (object === undefined) return { observed: false, evidence: `${label} is not there` };
  const records = recordsOf(object);
  const isOn = isOneShot(call.settings) ? wasInjected : isInjected;
  if (records.length === 0 || !records.every(isOn)) {
    const said = complaintsIn(records);
    const also = said.length === 0 ? '' : `; Chaos Mesh says: ${said.join('; ')}`;
    return { observed: false, evidence: `${label}: ${wordsFor(records)}${also}` };
  }
  const pods = await podsIn(call, object, records);
  const replaced = isOneShot(call.settings) ? [] : pods.filter(({ isSame }) => !isSame);
  if (replaced.length > 0) {
    const which = replaced.map(({ id, pod }) => `${id} ${pod === undefined ? 'is gone' : 'is another pod now'}`);
    return { observed: false, evidence: `${label} was injected, but ${which.join(', ')}` };
  }
  const { observed, evidence } = await (effectLooks[object.kind] ?? onlyRecords)(call, { object, pods });
  const done = `Chaos Mesh has injected ${label} into ${records.map(({ id }) => id).join(', ')}`;
  return { observed, evidence: `${done}; ${evidence}` };
}

const onlyRecords = (_call: Call, { pods }: { readonly pods: readonly SeenPod[] }): Promise<Effect> => {
  const evidence = pods.length === 0 ? 'nothing of it can be seen from here' : 'the pods are those that were chosen';
  return Promise.resolve({ observed: true, evidence });
};

/** One per pod, however many records it has. */
async function podsIn(call: Call, chaos: ClusterObject, records: readonly ChaosRecord[]): Promise<readonly SeenPod[]> {
  const { ports, signal, target, baseline } = call;
  const names = records.map(podIn).filter((pod) => pod !== undefined);
  const unique = [...new Map(names.map((pod) => [`${pod.namespace}/${pod.name}`, pod])).entries()];
  return await Promise.all(
    unique.map(async ([id, { namespace, name }]) => {
      const pod = await ports.cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace, name }, signal);
      const before = beforeOf(baseline).pods.find((one) => one.namespace === namespace && one.name === name);
      const isTarget = target.kind === 'kubernetes' && target.objectKind === 'Pod' && target.name === name;
      const uid = isTarget && target.namespace === namespace ? target.uid : undefined;
      return { id, namespace, name, pod, before, isSame: isSamePod(pod, uid, chaos) };
    }),
  );
}

/** Chaos Mesh selects at once when the object is made; a pod that is younger is not one of those. */
function isSamePod(pod: ClusterObject | undefined, uid: string | undefined, chaos: ClusterObject): boolean {
  if (pod === undefined || isLeaving(pod)) return false;
  if (uid !== undefined) return pod.metadata.uid === uid;
  return Date.parse(pod.metadata.creationTimestamp) <= Date.parse(chaos.metadata.creationTimestamp) + SELECTION_MS;
}

/** Timestamps of the API are in whole seconds. */
const SELECTION_MS = 1_000;
