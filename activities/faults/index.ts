import type { FaultKind } from '../../experiments/definition/faults/index.ts';
import { chaosMesh } from './chaos-mesh.ts';
import { command } from './command.ts';
import { configChange } from './config-change.ts';
import { containerKill } from './container-kill.ts';
import { containerProcessKill } from './container-process-kill.ts';
import { cordon } from './cordon.ts';
import { drain } from './drain.ts';
import type { FaultDriver } from './driver.ts';
import { environmentClone } from './environment-clone.ts';
import { httpToggle } from './http-toggle.ts';
import { istioHttpFault } from './istio-http-fault.ts';
import { litmusEngine } from './litmus-engine.ts';
import { networkPolicy } from './network-policy.ts';
import { podKill } from './pod-kill.ts';
import { processKill } from './process-kill.ts';
import { processPause } from './process-pause.ts';
import { rolloutRestart } from './rollout-restart.ts';
import { scale } from './scale.ts';
import { serviceSelector } from './service-selector.ts';
import { taint } from './taint.ts';
import { toxiproxy } from './toxiproxy.ts';

export const faultDrivers: { readonly [K in FaultKind]: FaultDriver<K> } = {
  'process-kill': processKill,
  'process-pause': processPause,
  'http-toggle': httpToggle,
  command,
  'pod-kill': podKill,
  'container-kill': containerKill,
  'container-process-kill': containerProcessKill,
  toxiproxy,
  'chaos-mesh': chaosMesh,
  scale,
  'rollout-restart': rolloutRestart,
  cordon,
  drain,
  taint,
  'network-policy': networkPolicy,
  'config-change': configChange,
  'service-selector': serviceSelector,
  'istio-http-fault': istioHttpFault,
  'litmus-engine': litmusEngine,
  'environment-clone': environmentClone,
};
