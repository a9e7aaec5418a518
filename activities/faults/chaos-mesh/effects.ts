import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { containerStatus, isLeaving, isReady, restartsOf, whyNotReady } from '../../kubernetes/pod-state.ts';
import type { Effect, FaultCall } from '../driver.ts';
import { beforeOf, containerOf } from './before.ts';
import { podNetworksOf } from './pod-network.ts';
import { isOverLimit, lookForStressors } from './stressors.ts';

type Call = FaultCall<'chaos-mesh'>;

export interface SeenPod {
  /** `namespace/name`. */
  readonly id: string;
  readonly pod: ClusterObject | undefined;
  /** Whether it is the incarnation that was selected. */
  readonly isSame: boolean;
  readonly before: { readonly uid: string; readonly restarts: number } | undefined;
}

interface Seen {
  readonly object: ClusterObject;
  readonly pods: readonly SeenPod[];
}
type Look = (call: Call, seen: Seen) => Promise<Effect>;

/** How the effect itself can be seen, by kind. Asked only when the records say that it is on, and the pods are the same. */
export const effectLooks: Readonly<Record<string, Look>> = {
  NetworkChaos: lookAtNetwork,
  PodChaos: lookAtPods,
  StressChaos: lookAtStress,
  IOChaos: lookAtRestarts,
  TimeChaos: lookAtRestarts,
  JVMChaos: lookAtRestarts,
  KernelChaos: lookAtRestarts,
};

async function lookAtNetwork(call: Call, { object }: Seen): Promise<Effect> {
  const networks = await podNetworksOf(call, object);
  const failed = networks.find((network) => network.failed !== undefined);
  if (failed) return { observed: false, evidence: `${failed.label} has not its rules: ${failed.failed}` };
  const ruled = networks.filter(({ rules }) => rules > 0);
  if (ruled.length === 0) return { observed: false, evidence: 'no PodNetworkChaos has a rule of it' };
  const rules = ruled.map((network) => `${network.label} has ${network.rules} rules of it`);
  return { observed: true, evidence: rules.join(', ') };
}

async function lookAtPods(call: Call, { pods }: Seen): Promise<Effect> {
  const { action } = call.settings.spec;
  const states = pods.map((one) => ({ ...one, ...stateAfter(String(action), one) }));
  const evidence = states.map(({ id, words }) => `${id} ${words}`).join(', ');
  return { observed: states.every(({ isHit }) => isHit), evidence };
}

function stateAfter(action: string, { pod, before }: SeenPod): { readonly isHit: boolean; readonly words: string } {
  if (pod === undefined) return { isHit: true, words: 'is gone' };
  const isOther = before !== undefined && before.uid !== pod.metadata.uid;
  if (isOther) return { isHit: true, words: 'is another pod now' };
  if (isLeaving(pod)) return { isHit: true, words: 'is being deleted' };
  if (action === 'pod-kill') return { isHit: false, words: 'is still there' };
  if (!isReady(pod)) return { isHit: true, words: `is not Ready: it ${whyNotReady(pod)}` };
  const restarted = restartsOf(pod) - (before?.restarts ?? restartsOf(pod));
  if (action === 'container-kill' && restarted > 0) return { isHit: true, words: `was restarted ${restarted} times` };
  return { isHit: false, words: 'is Ready' };
}

/** The effect is in the container's processes, so it went with them when the container was started again. */
async function lookAtRestarts(_call: Call, { pods }: Seen): Promise<Effect> {
  const restarted = pods.filter(({ pod, before }) => pod && before && restartsOf(pod) > before.restarts);
  if (restarted.length === 0) return { observed: true, evidence: 'no container of it was restarted' };
  const which = restarted.map(({ id }) => id).join(', ');
  return { observed: false, evidence: `containers of ${which} were restarted, so the effect is gone` };
}

async function lookAtStress(call: Call, { pods }: Seen): Promise<Effect> {
  const looks = await Promise.all(pods.map(async (one) => ({ id: one.id, ...(await lookAtOne(call, one)) })));
  const evidence = looks.map((one) => `${one.id}: ${one.evidence}`).join(', ');
  return { observed: looks.every(({ observed }) => observed), evidence };
}

/** Chaos Mesh does not notice when the kernel kills its stressor. When it asks for more than the limit, that is the effect. */
async function lookAtOne(call: Call, { pod, before, id }: SeenPod): Promise<Effect> {
  if (pod === undefined) return { observed: false, evidence: 'it is gone' };
  const where = containerOf(call, pod);
  const isMeantToBeKilled = isOverLimit(call.settings.spec, pod, where.container);
  const restarts = restartsOf(pod) - (before?.restarts ?? restartsOf(pod));
  if (restarts > 0) {
    const why = containerStatus(pod, where.container)?.lastState?.terminated?.reason ?? 'no reason is given';
    const evidence = `container ${where.container} was restarted ${restarts} times (${why}), and the stressor went with it`;
    return { observed: isMeantToBeKilled && why === 'OOMKilled', evidence };
  }
  const seen = await lookForStressors(where, call.ports, call.signal);
  if ('unseen' in seen) {
    throw failure(
      FailureType.effectFailed,
      `Whether the stressor of ${id} still runs cannot be told: no shell could be run in container ${where.container} (${seen.unseen}). ` +
        'Judge its effect by an SLI.',
    );
  }
  const kills = seen.oomKills === undefined ? 0 : seen.oomKills - (beforeOf(call.baseline).oomKills ?? seen.oomKills);
  const killed = kills > 0 ? `; the kernel has killed ${kills} processes in it for want of memory` : '';
  if (seen.stressors > 0) {
    return { observed: true, evidence: `${seen.stressors} stressors run in container ${where.container}${killed}` };
  }
  const evidence = `no stressor runs in container ${where.container}${killed}`;
  return { observed: isMeantToBeKilled && kills > 0, evidence };
}
