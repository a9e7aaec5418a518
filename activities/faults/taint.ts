import type { ClusterObject } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { isMapping } from '../kubernetes/json.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import type { FaultDriver } from './driver.ts';
import { fieldFault, type Preparing } from './kubernetes/field-fault.ts';
import { podsToLeave, refuseLosses } from './kubernetes/pods-that-leave.ts';
import { identityOf } from './kubernetes/target-object.ts';
import { missingWorkloads, workloadsIn, workloadsOf } from './kubernetes/workloads.ts';

/** By key and effect, never by its place: controllers add and remove taints of the same node all the time. */
export const taint: FaultDriver<'taint'> = fieldFault({
  kind: 'taint',

  fields({ target, settings }, node) {
    const { key, value, effect } = settings;
    refuseIfThere(target.label, node, settings);
    const to = { key, effect, ...(value === undefined ? {} : { value }) };
    return [{ path: ['spec', 'taints'], item: { key, effect }, to }];
  },

  async before(call) {
    const pods = await leaving(call);
    refuseLosses(call.target.label, 'tainted', pods, call.settings.allow);
    return { workloads: await workloadsOf(pods, call.ports, call.signal) };
  },

  async touches(call) {
    return (await leaving(call)).map(nameOf);
  },

  async observe(call) {
    const { key, value, effect } = call.settings;
    const evidence = `${call.target.label} has the taint ${key}${value === undefined ? '' : `=${value}`}:${effect}`;
    const staying = await leaving(call);
    if (staying.length === 0) return { observed: true, evidence };
    return { observed: false, evidence: `${evidence}, and there are still ${staying.map(nameOf).join(', ')}` };
  },

  missing: (call, _, before) => missingWorkloads(workloadsIn(before['workloads']), call.ports, call.signal),
});

const leaving = (
  call: Pick<Preparing<'taint'>, 'target' | 'settings' | 'ports' | 'signal'>,
): Promise<readonly ClusterObject[]> => podsToLeave(identityOf(call).name, call.settings, call);

/** A taint of this key and effect with another value is somebody's, and would be replaced. */
function refuseIfThere(label: string, { spec }: ClusterObject, { key, effect }: { key: string; effect: string }): void {
  const taints: readonly unknown[] = isMapping(spec) && Array.isArray(spec['taints']) ? spec['taints'] : [];
  const found = taints.find((one) => isMapping(one) && one['key'] === key && one['effect'] === effect);
  if (found === undefined) return;
  throw failure(
    FailureType.changedByOthers,
    `${label} was not tainted: it has a taint ${key}:${effect} already. Choose another key, or find out whose it is.`,
  );
}
