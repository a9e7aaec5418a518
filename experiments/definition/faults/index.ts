import type { Kinded } from '../kinded.ts';
import type { TargetKind } from '../targets/index.ts';
import { chaosMesh } from './chaos-mesh.ts';
import { commandFault } from './command.ts';
import { configChange } from './config-change.ts';
import { containerKill } from './container-kill.ts';
import { containerProcessKill } from './container-process-kill.ts';
import { cordon } from './cordon.ts';
import { drain } from './drain.ts';
import type { CloneOrder } from './environment-clone.ts';
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

export const faultSettings = {
  'process-kill': processKill,
  'process-pause': processPause,
  'http-toggle': httpToggle,
  command: commandFault,
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
} as const;

export type WrittenFaultKind = keyof typeof faultSettings;
export type FaultSettings = {
  [K in WrittenFaultKind]: Extract<Kinded<typeof faultSettings>, { kind: K }>['settings'];
} & {
  /** Undone like a fault, by the same engine, although no document writes it as one. */
  'environment-clone': CloneOrder;
};
export type FaultKind = keyof FaultSettings;

/** What each fault can act on; the plan refuses anything else. */
export const faultTargets: { readonly [K in FaultKind]: readonly TargetKind[] } = {
  'process-kill': ['process'],
  'process-pause': ['process'],
  'http-toggle': ['application'],
  command: ['process', 'application', 'resource'],
  'pod-kill': ['kubernetes'],
  'container-kill': ['kubernetes'],
  'container-process-kill': ['kubernetes'],
  toxiproxy: ['application'],
  'chaos-mesh': ['kubernetes'],
  scale: ['kubernetes'],
  'rollout-restart': ['kubernetes'],
  cordon: ['kubernetes'],
  drain: ['kubernetes'],
  taint: ['kubernetes'],
  'network-policy': ['kubernetes'],
  'config-change': ['kubernetes'],
  'service-selector': ['kubernetes'],
  'istio-http-fault': ['kubernetes'],
  'litmus-engine': ['kubernetes'],
  'environment-clone': ['kubernetes'],
};
