import type { ClusterObject } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { isLeaving } from '../kubernetes/pod-state.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import { running } from '../running.ts';
import type { Baseline, FaultCall, FaultDriver } from './driver.ts';
import { stillCordoned, UNSCHEDULABLE } from './kubernetes/cordoned.ts';
import { type Evictee, evictAll } from './kubernetes/evictions.ts';
import { fieldsLeft, fieldsNotSet, restoreFields, setFields } from './kubernetes/field-change.ts';
import { NO_EXPIRY, SETTLES_WITHIN_MS } from './kubernetes/field-fault.ts';
import { fieldRecordIn, recordFields } from './kubernetes/field-record.ts';
import { podsToEvict, refuseLosses } from './kubernetes/pods-that-leave.ts';
import { identityOf, readTarget, requireTarget } from './kubernetes/target-object.ts';
import { missingWorkloads, workloadsIn, workloadsOf } from './kubernetes/workloads.ts';

/** Evicts what was there when the undo was prepared, by uid; the cordon keeps others away. */
export const drain: FaultDriver<'drain'> = {
  kind: 'drain',
  recovery: 'undone',
  settlesWithinMs: SETTLES_WITHIN_MS,
  expiry: () => NO_EXPIRY,

  async touches(call) {
    return (await evictable(call)).map(nameOf);
  },

  async prepareUndo(call) {
    const { target, settings, ports, signal } = call;
    const node = await requireTarget(call);
    const record = recordFields(call, node, [UNSCHEDULABLE]);
    const pods = await evictable(call);
    if (pods.length === 0) throw nothingToEvict(call);
    refuseLosses(target.label, 'drained', pods, settings.allow);
    return { record, pods: pods.map(asEvictee), workloads: await workloadsOf(pods, ports, signal) };
  },

  async inject(call) {
    const { target, settings, baseline, ports, signal } = call;
    await setFields(call, fieldRecordIn(baseline));
    if ((await readTarget(call)) === undefined) return;
    const began = running().scheduledAt ?? ports.clock.now();
    const { gracePeriod } = settings;
    await evictAll(evicteesIn(baseline), {
      label: target.label,
      ports,
      signal,
      patientUntil: began + settings.blockedFor,
      ...(gracePeriod === undefined ? {} : { gracePeriodSeconds: Math.ceil(gracePeriod / 1000) }),
    });
  },

  async observe(call) {
    const { target, baseline } = call;
    const node = await readTarget(call);
    if (node === undefined) return { observed: false, evidence: `${target.label} is gone` };
    const pods = await stillThere(call);
    const staying = pods.filter((pod) => !isLeaving(pod));
    const leaving = pods.length - staying.length;
    const evicted = evicteesIn(baseline).length - staying.length;
    const notSet = fieldsNotSet(fieldRecordIn(baseline), node);
    const seen = [
      notSet.length === 0 ? `${target.label} is unschedulable` : notSet.join('; '),
      `${evicted} pods were evicted${leaving === 0 ? '' : `, of which ${leaving} are still ending`}`,
      ...staying.map((pod) => `${nameOf(pod)} is still there`),
    ];
    return { observed: notSet.length === 0 && staying.length === 0, evidence: seen.join('; ') };
  },

  async undo(call) {
    await restoreFields(call, fieldRecordIn(call.baseline));
  },

  async verifyUndone(call) {
    const { target, baseline, ports, signal } = call;
    const node = await readTarget(call);
    if (node === undefined) return [];
    const left = fieldsLeft(call, fieldRecordIn(baseline), node);
    return [
      ...(left.length > 0 ? left : stillCordoned(target.label, node)),
      ...(await missingWorkloads(workloadsIn(baseline['workloads']), ports, signal)),
    ];
  },
};

type Preparing = Pick<FaultCall<'drain'>, 'target' | 'settings' | 'ports' | 'signal'>;

const evictable = (call: Preparing): Promise<readonly ClusterObject[]> =>
  podsToEvict(identityOf(call).name, call.settings, call);

function asEvictee({ metadata: { namespace = '', name, uid } }: ClusterObject): Evictee {
  return { namespace, name, uid };
}

function evicteesIn(baseline: Baseline): readonly Evictee[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only prepareUndo writes it
  return baseline['pods'] as readonly Evictee[];
}

async function stillThere(call: FaultCall<'drain'>): Promise<readonly ClusterObject[]> {
  const uids = new Set(evicteesIn(call.baseline).map(({ uid }) => uid));
  const { name } = identityOf(call);
  const query = { apiVersion: 'v1', kind: 'Pod', fields: `spec.nodeName=${name}`, labels: call.settings.pods };
  return (await call.ports.cluster.list(query, call.signal)).filter(({ metadata }) => uids.has(metadata.uid));
}

function nothingToEvict({ target, settings }: Preparing) {
  const which = settings.pods === undefined ? '' : ` with the labels ${settings.pods}`;
  return failure(
    FailureType.unsupported,
    `${target.label} was not drained: there is no pod${which} on it that could be evicted. Choose another node, or use cordon.`,
  );
}
