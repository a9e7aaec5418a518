import type { FaultCall, FaultDriver } from './driver.ts';
import { onService } from './istio-http-fault/on-service.ts';
import { onVirtualService } from './istio-http-fault/on-virtual-service.ts';
import { NO_EXPIRY } from './kubernetes/field-fault.ts';
import { identityOf } from './kubernetes/target-object.ts';

export const istioHttpFault: FaultDriver<'istio-http-fault'> = {
  kind: 'istio-http-fault',
  recovery: 'undone',
  expiry: () => NO_EXPIRY,

  async touches({ target }) {
    const { objectKind, namespace, name } = identityOf({ target });
    return objectKind === 'Service' ? [`a virtualservice of our own in ${namespace} for host ${name}`] : [];
  },

  prepareUndo: (call) => way(call).prepareUndo(call),
  inject: (call) => way(call).inject(call),
  observe: (call) => way(call).observe(call),
  undo: (call) => way(call).undo(call),
  verifyUndone: (call) => way(call).verifyUndone(call),
};

const way = (call: Pick<FaultCall<'istio-http-fault'>, 'target'>): FaultDriver<'istio-http-fault'> =>
  identityOf(call).objectKind === 'Service' ? onService : onVirtualService;
