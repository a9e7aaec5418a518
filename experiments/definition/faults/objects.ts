import type { FaultKind } from './index.ts';

/** Which kinds of Kubernetes objects a fault can act on; a fault that is not listed takes any. */
export const faultObjects: Partial<Record<FaultKind, readonly string[]>> = {
  'pod-kill': ['Pod'],
  'container-kill': ['Pod'],
  'container-process-kill': ['Pod'],
  'chaos-mesh': ['Pod', 'Namespace'],
};
