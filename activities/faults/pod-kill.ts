import type { ClusterObject } from '../cluster.ts';
import { haveContainersEnded, isLeaving } from '../kubernetes/pod-state.ts';
import type { FaultCall, FaultDriver } from './driver.ts';
import { countPods, howTheyAre, missingPods, podsBefore, requireReserve } from './pods/census.ts';
import { troubleOfNode } from './pods/node.ts';
import { ownerOf, podsOfOwner } from './pods/owner.ts';
import { keyOfPod, livingPod, podOf, readPod } from './pods/victim.ts';

const LOOK_EVERY_MS = 200;
/** After the grace period a busy kubelet still has to tell the API. Longer than both nobody waits: a node may be off. */
const TELLING_MS = 10_000;
const LONGEST_WAIT_MS = 90_000;

/** The uid of the victim makes it safe to try again: its successor has another, also under the same name. */
export const podKill: FaultDriver<'pod-kill'> = {
  kind: 'pod-kill',
  recovery: 'self-heals',

  expiry: () => ({ by: 'nothing needed', text: 'a kill is over at once; the owner of the pod starts another' }),

  async prepareUndo({ target, settings, ports, signal }) {
    const victim = await livingPod({ target, ports, signal });
    const { owner, others } = await reserveOf(victim, { target, settings, ports, signal });
    return { ...countPods(owner, [victim, ...others]) };
  },

  async inject(call) {
    const { target, ports, signal } = call;
    const victim = await readPod(call);
    if (victim === undefined) return;
    if (!isLeaving(victim)) {
      // Again, because others may have died since the preparation.
      await reserveOf(victim, call);
      const pod = podOf(target);
      await ports.cluster.delete(keyOfPod(pod), { uid: pod.uid, gracePeriodSeconds: graceOf(call), signal });
    }
    await untilEnded(call);
  },

  async observe(call) {
    const { baseline, target, ports, signal } = call;
    const [victim, trouble] = await Promise.all([readPod(call), troubleOfNode(podOf(target).node, ports, signal)]);
    const others = await howTheyAre(podsBefore(baseline), ports, signal);
    const pod = `${target.label} (uid ${podOf(target).uid})`;
    const also = trouble === undefined ? '' : `, and ${trouble}`;
    if (victim === undefined) {
      const still = trouble === undefined ? '' : `, but ${trouble}: its containers may go on there`;
      return { observed: true, evidence: `${pod} is gone${still}; ${others}` };
    }
    if (!isLeaving(victim)) return { observed: false, evidence: `${pod} is still there; ${others}` };
    if (haveContainersEnded(victim)) {
      return { observed: true, evidence: `${pod} is Terminating, and its containers have ended${also}; ${others}` };
    }
    const why = trouble ?? 'its containers have not ended yet';
    return { observed: false, evidence: `${pod} stays Terminating: ${why}; ${others}` };
  },

  undo: async () => {},

  async verifyUndone(call) {
    const victim = await readPod(call);
    if (victim !== undefined && !isLeaving(victim)) return [];
    const missing = await missingPods(podsBefore(call.baseline), call.ports, call.signal);
    if (missing.length === 0 || victim === undefined) return missing;
    const trouble = await troubleOfNode(podOf(call.target).node, call.ports, call.signal);
    return trouble === undefined ? missing : missing.map((line) => `${line}; ${trouble}`);
  },
};

type Preparing = Pick<FaultCall<'pod-kill'>, 'target' | 'settings' | 'ports' | 'signal'>;

/** The owner and the other pods of it, when enough of them are Ready. */
async function reserveOf(victim: ClusterObject, { target, settings, ports, signal }: Preparing) {
  const owner = await ownerOf(victim, ports, signal);
  const pods = await podsOfOwner(owner, ports, signal);
  const others = pods.filter(({ metadata }) => metadata.uid !== victim.metadata.uid);
  requireReserve(target.label, settings.minRunning, owner, others);
  return { owner, others };
}

/** A name of a stateful set must not run twice, so there the API waits until the kubelet says that the pod has ended. */
function graceOf({ settings, baseline }: FaultCall<'pod-kill'>): number {
  const seconds = Math.ceil(settings.gracePeriod / 1000);
  return podsBefore(baseline).owner.kind === 'StatefulSet' ? Math.max(1, seconds) : seconds;
}

async function untilEnded(call: FaultCall<'pod-kill'>): Promise<void> {
  const { settings, ports, signal } = call;
  const patience = Math.min(settings.gracePeriod + TELLING_MS, LONGEST_WAIT_MS);
  const began = ports.clock.monotonic();
  for (;;) {
    const victim = await readPod(call);
    if (victim === undefined || haveContainersEnded(victim)) return;
    if (ports.clock.monotonic() - began >= patience) return;
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}
