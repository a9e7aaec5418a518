import type { ClusterObject } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import type { Baseline, FaultCall, FaultDriver } from './driver.ts';
import { createOurs, deleteOurs, readOurs } from './kubernetes/created-object.ts';
import { fieldsLeft, restoreFields, setFields } from './kubernetes/field-change.ts';
import { NO_EXPIRY, SETTLES_WITHIN_MS } from './kubernetes/field-fault.ts';
import { type FieldRecord, fieldRecordIn, recordFields } from './kubernetes/field-record.ts';
import { isolatedPods, isolatingLabel, isolatingSelector } from './kubernetes/isolated.ts';
import { askNetwork, type Reached } from './kubernetes/network-probe.ts';
import { policyFor, policyKey } from './kubernetes/policy.ts';
import { readTarget, requireTarget } from './kubernetes/target-object.ts';
import { missingWorkloads, workloadsIn, workloadsOf } from './kubernetes/workloads.ts';

/** The API server takes a policy whether or not anything enforces it, so only a probe from inside tells of an effect. */
export const networkPolicy: FaultDriver<'network-policy'> = {
  kind: 'network-policy',
  recovery: 'undone',
  settlesWithinMs: SETTLES_WITHIN_MS,
  expiry: () => NO_EXPIRY,

  async touches(call) {
    const pods = await isolatedPods({ ...call, faultId: '' }, await requireTarget(call));
    return pods.map(nameOf);
  },

  async prepareUndo(call) {
    const object = await requireTarget(call);
    const pods = await isolatedPods(call, object);
    const reached = await ask(call, pods);
    if (reached?.getsThrough === false) throw alreadyCut(call, reached);
    const workloads = await workloadsOf(pods, call.ports, call.signal);
    return { workloads, ...(object.kind === 'Pod' && { record: recordFields(call, object, [isolatingLabel(call)]) }) };
  },

  async inject(call) {
    const record = recordIn(call.baseline);
    if (record) await setFields(call, record);
    const object = await readTarget(call);
    if (object === undefined) return;
    const policy = policyFor(call, call.settings, isolatingSelector(call, object));
    await createOurs(call, policy, policyKey(call));
  },

  async observe(call) {
    const object = await readTarget(call);
    if (object === undefined) return { observed: false, evidence: `${call.target.label} is gone` };
    const { namespace, name } = policyKey(call);
    const policy = `NetworkPolicy ${namespace}/${name}`;
    if ((await readOurs(call, policyKey(call))) === undefined) {
      return { observed: false, evidence: `${policy} is not there` };
    }
    const reached = await ask(call, await isolatedPods(call, object));
    if (reached === undefined) throw withoutProbe(policy);
    if (!reached.getsThrough) return { observed: true, evidence: `${policy} is there, and ${reached.said}` };
    const why = 'the network plug-in of this cluster does not enforce policies, or another policy allows this traffic';
    return { observed: false, evidence: `${policy} is there, but traffic gets through: ${reached.said}; ${why}` };
  },

  /** The policy outlives its target, so it goes first. */
  async undo(call) {
    await deleteOurs(call, policyKey(call));
    const record = recordIn(call.baseline);
    if (record) await restoreFields(call, record);
  },

  async verifyUndone(call) {
    const { baseline, ports, signal } = call;
    const { namespace, name } = policyKey(call);
    if ((await readOurs(call, policyKey(call))) !== undefined)
      return [`NetworkPolicy ${namespace}/${name} is still there`];
    const object = await readTarget(call);
    if (object === undefined) return [];
    const record = recordIn(baseline);
    const left = record ? fieldsLeft(call, record, object) : [];
    const missing = [...left, ...(await missingWorkloads(workloadsIn(baseline['workloads']), ports, signal))];
    if (missing.length > 0) return missing;
    const reached = await ask(call, await isolatedPods(call, object));
    return reached?.getsThrough === false
      ? [`traffic of ${call.target.label} does not get through: ${reached.said}`]
      : [];
  },
};

type Preparing = Omit<FaultCall<'network-policy'>, 'baseline'>;

const recordIn = (baseline: Baseline): FieldRecord | undefined =>
  'record' in baseline ? fieldRecordIn(baseline) : undefined;

/** Undefined without a probe. */
async function ask(call: Preparing, pods: readonly ClusterObject[]): Promise<Reached | undefined> {
  const { settings, target, ports, signal } = call;
  return settings.probe && (await askNetwork(settings.probe, pods, { label: target.label, ports, signal }));
}

function alreadyCut({ target }: Preparing, { said }: Reached) {
  return failure(
    FailureType.unsupported,
    `${target.label} was not isolated: its probe does not get through before the fault already (${said}), so it could not show an effect. Correct "probe".`,
  );
}

function withoutProbe(policy: string) {
  return failure(
    FailureType.unsupported,
    `${policy} is there, but nobody can tell whether the network plug-in of this cluster enforces it. Give the fault a "probe".`,
  );
}
