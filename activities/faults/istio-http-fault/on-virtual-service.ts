import { isMapping } from '../../kubernetes/json.ts';
import { fieldFault } from '../kubernetes/field-fault.ts';
import { askMesh, requireUsualAnswer, stillHit, withoutProbe } from './probe.ts';
import { withFault } from './routes.ts';

/** The http routes are one field: put back as a whole, so that they are exactly as before, or not at all. */
export const onVirtualService = fieldFault({
  kind: 'istio-http-fault',

  fields({ target, settings }, { spec }) {
    const http = isMapping(spec) ? spec['http'] : undefined;
    return [{ path: ['spec', 'http'], to: withFault(target.label, http, settings) }];
  },

  async before(call) {
    await requireUsualAnswer(call);
    return {};
  },

  async observe(call) {
    const asked = await askMesh(call);
    if (asked === undefined) throw withoutProbe(call.target.label);
    return { observed: asked.isHit, evidence: `${call.target.label} has the fault; ${asked.said}` };
  },

  missing: stillHit,
});
