import type { ClusterObject } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { isMapping, type Mapping } from '../kubernetes/json.ts';
import { FAULT_LABEL, markOf } from '../kubernetes/marks.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import type { FaultDriver } from './driver.ts';
import { readyAddresses, readyPods, slicesOf } from './kubernetes/endpoints.ts';
import { fieldFault, type Preparing } from './kubernetes/field-fault.ts';
import { requireTarget } from './kubernetes/target-object.ts';

export const serviceSelector: FaultDriver<'service-selector'> = fieldFault({
  kind: 'service-selector',

  fields(call, object) {
    const to = { ...selectorOf(call, object), [FAULT_LABEL]: markOf(call.faultId) };
    return [{ path: ['spec', 'selector'], to }];
  },

  async touches(call) {
    return (await slicesOf(await requireTarget(call), call)).map(nameOf);
  },

  async before(call, object) {
    const ready = await readyAddresses(object, call);
    if (ready.length > 0) return { ready: ready.length };
    throw failure(
      FailureType.unsupported,
      `${call.target.label} was not changed: it has no ready endpoint already, so the fault would have no effect. Start what it selects first.`,
    );
  },

  async observe(call, object) {
    const ready = await readyAddresses(object, call);
    const seen = ready.length === 0 ? 'no ready endpoint' : `ready endpoints still: ${ready.join(', ')}`;
    return { observed: ready.length === 0, evidence: `${call.target.label} has ${seen}` };
  },

  async missing(call, object, before) {
    const [ready, pods] = await Promise.all([readyAddresses(object, call), readyPods(object, call)]);
    // Not more than there are pods now: how many those are is not up to this fault.
    const due = Math.min(Number(before['ready']), pods);
    return ready.length >= due
      ? []
      : [`${ready.length} endpoints of ${call.target.label} are ready, and ${due} were before the fault`];
  },
});

function selectorOf({ target }: Preparing<'service-selector'>, { spec }: ClusterObject): Mapping {
  const selector = isMapping(spec) ? spec['selector'] : undefined;
  if (isMapping(selector) && Object.keys(selector).length > 0) return selector;
  throw failure(
    FailureType.unsupported,
    `${target.label} was not changed: it has no selector, so somebody else says what its endpoints are. Choose a Service with a selector.`,
  );
}
