import type { ClusterObject } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { isMapping } from '../kubernetes/json.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import { podsOwnedBy } from '../kubernetes/owned-pods.ts';
import { asWorkload } from '../kubernetes/views.ts';
import type { FaultDriver } from './driver.ts';
import { fieldFault, type Preparing } from './kubernetes/field-fault.ts';
import { requireTarget } from './kubernetes/target-object.ts';

/** The number of replicas is a field like any other; whoever else changes it (an autoscaler) is somebody else. */
export const scale: FaultDriver<'scale'> = fieldFault({
  kind: 'scale',

  fields(call, object) {
    refuseIfControlled(call, object);
    const to = wanted(call.settings.replicas, specified(object));
    if (to < specified(object)) refuseIfVolumesWouldGo(call, object);
    return [{ path: ['spec', 'replicas'], to }];
  },

  /** Which of them go is up to their controller. */
  async touches(call) {
    const object = await requireTarget(call);
    const before = specified(object);
    if (wanted(call.settings.replicas, before) >= before) return [];
    return (await podsOwnedBy(object, call.ports.cluster, call.signal)).map(nameOf);
  },

  before: (_, object) => ({ ready: statusOf(object).ready, replicas: statusOf(object).replicas }),

  observe({ target }, object) {
    const { replicas, ready, isCurrent } = statusOf(object);
    const now = specified(object);
    const evidence = `${target.label} wants ${now} replicas and has ${replicas}, of which ${ready} are ready`;
    return { observed: isCurrent && replicas === now, evidence };
  },

  missing({ target }, object, before) {
    const { replicas, ready, isCurrent } = statusOf(object);
    const now = specified(object);
    if (!isCurrent) return [`the controller of ${target.label} has not seen yet that it wants ${now} replicas`];
    const due = Math.min(now, Number(before['ready']));
    const most = Math.max(now, Number(before['replicas']));
    return [
      ...(ready < due ? [`${ready} replicas of ${target.label} are ready, before the fault ${due} were`] : []),
      ...(replicas > most ? [`${target.label} still has ${replicas} replicas, and wants ${now}`] : []),
    ];
  },
});

/** Rounded towards the number before, so that the smaller change is made. */
export function wanted(replicas: number | string, before: number): number {
  if (typeof replicas === 'number') return replicas;
  const exact = (before * Number.parseInt(replicas, 10)) / 100;
  return exact < before ? Math.ceil(exact) : Math.floor(exact);
}

const specified = (object: ClusterObject): number => asWorkload(object).spec?.replicas ?? 1;

function statusOf(object: ClusterObject) {
  const { replicas = 0, readyReplicas = 0, observedGeneration = 0 } = asWorkload(object).status ?? {};
  return { replicas, ready: readyReplicas, isCurrent: observedGeneration >= (object.metadata.generation ?? 0) };
}

function refuseIfControlled({ target }: Preparing<'scale'>, { metadata }: ClusterObject): void {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  if (owner === undefined) return;
  throw failure(
    FailureType.unsupported,
    `${target.label} was not scaled: ${owner.kind} ${owner.name} controls it, and would set it back at once. Scale that.`,
  );
}

/** The controller deletes the volumes of replicas that go, and no undo brings their data back. */
function refuseIfVolumesWouldGo({ target }: Preparing<'scale'>, { spec }: ClusterObject): void {
  const policy = isMapping(spec) ? spec['persistentVolumeClaimRetentionPolicy'] : undefined;
  if (!isMapping(policy) || policy['whenScaled'] !== 'Delete') return;
  throw failure(
    FailureType.unsupported,
    `${target.label} was not scaled down: its persistentVolumeClaimRetentionPolicy says whenScaled: Delete, so the data of the replicas that go would be lost. Set it to Retain first.`,
  );
}
