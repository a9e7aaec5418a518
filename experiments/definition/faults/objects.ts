import type { FaultKind } from './index.ts';

/** Which kinds of Kubernetes objects a fault can act on; a fault that is not listed takes any. */
export const faultObjects: Partial<Record<FaultKind, readonly string[]>> = {
  'pod-kill': ['Pod'],
  'container-kill': ['Pod'],
  'container-process-kill': ['Pod'],
  'chaos-mesh': ['Pod', 'Namespace'],
  scale: ['Deployment', 'StatefulSet', 'ReplicaSet'],
  'rollout-restart': ['Deployment', 'StatefulSet', 'DaemonSet'],
  cordon: ['Node'],
  drain: ['Node'],
  taint: ['Node'],
  'network-policy': ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'],
  'config-change': ['ConfigMap'],
  'service-selector': ['Service'],
  'istio-http-fault': ['VirtualService', 'Service'],
  'litmus-engine': ['Namespace', 'Deployment', 'StatefulSet', 'DaemonSet'],
};
