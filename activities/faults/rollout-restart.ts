import type { ClusterObject } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { isMapping } from '../kubernetes/json.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import { podsOwnedBy } from '../kubernetes/owned-pods.ts';
import type { FaultCall, FaultDriver } from './driver.ts';
import { type Field, readField } from './kubernetes/field.ts';
import { changeFields } from './kubernetes/field-change.ts';
import { whyNotComplete } from './kubernetes/rollout.ts';
import { readTarget, requireTarget } from './kubernetes/target-object.ts';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** The time is drawn once and recorded, so a second attempt restarts nothing again. */
export const rolloutRestart: FaultDriver<'rollout-restart'> = {
  kind: 'rollout-restart',
  recovery: 'self-heals',
  settlesWithinMs: 20_000,

  expiry: () => ({ by: 'nothing needed', text: 'a restart ends when the rollout is complete; a new revision stays' }),

  async touches(call) {
    const object = await requireTarget(call);
    const pods = await podsOwnedBy(object, call.ports.cluster, call.signal);
    return pods.map(nameOf);
  },

  async prepareUndo(call) {
    const object = await requireTarget(call);
    refuseIfHeldBack(call.target.label, object);
    const incomplete = whyNotComplete(object);
    if (incomplete === undefined) return { restartedAt: new Date(call.ports.clock.now()).toISOString() };
    throw failure(
      FailureType.changedByOthers,
      `${call.target.label} was not restarted: a rollout is under way already, or stuck (${incomplete}). Wait for its end: kubectl rollout status.`,
    );
  },

  async inject(call) {
    await changeFields(call, (object) => {
      const field = restartField(call);
      return isNewer(readField(object, field), field.to) ? [] : [field];
    });
  },

  async observe(call) {
    const { target, ports, signal } = call;
    const object = await readTarget(call);
    if (object === undefined) return { observed: false, evidence: `${target.label} is gone` };
    const pods = await podsOwnedBy(object, ports.cluster, signal);
    const restarted = pods.filter(({ metadata }) => metadata.annotations?.[RESTARTED_AT] === restartedAt(call));
    const evidence = `${restarted.length} of ${pods.length} pods of ${target.label} are of the revision of ${restartedAt(call)}`;
    return { observed: restarted.length > 0, evidence };
  },

  undo: async () => {},

  async verifyUndone(call) {
    const object = await readTarget(call);
    const incomplete = object && whyNotComplete(object);
    return incomplete === undefined ? [] : [`the rollout of ${call.target.label} is not complete: ${incomplete}`];
  },
};

type Call = FaultCall<'rollout-restart'>;

const restartedAt = ({ baseline }: Call): string => String(baseline['restartedAt']);

const restartField = (call: Call): Field => ({
  path: ['spec', 'template', 'metadata', 'annotations', RESTARTED_AT],
  to: restartedAt(call),
});

/** Ours, or that of somebody who restarted it since: then its pods are new enough. */
function isNewer(now: unknown, ours: unknown): boolean {
  return typeof now === 'string' && Date.parse(now) >= Date.parse(String(ours));
}

function refuseIfHeldBack(label: string, { spec }: ClusterObject): void {
  const strategy = isMapping(spec) ? spec['updateStrategy'] : undefined;
  const isManual = isMapping(strategy) && strategy['type'] === 'OnDelete';
  const isPaused = isMapping(spec) && spec['paused'] === true;
  if (!isManual && !isPaused) return;
  const why = isPaused ? 'its rollouts are paused (spec.paused)' : 'its update strategy is OnDelete';
  throw failure(
    FailureType.unsupported,
    `${label} was not restarted: ${why}, so no pod would be replaced, now or later. Choose another workload.`,
  );
}
