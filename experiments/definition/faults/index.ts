import type { Kinded } from '../kinded.ts';
import type { TargetKind } from '../targets/index.ts';
import { chaosMesh } from './chaos-mesh.ts';
import { commandFault } from './command.ts';
import { containerKill } from './container-kill.ts';
import { containerProcessKill } from './container-process-kill.ts';
import { httpToggle } from './http-toggle.ts';
import { podKill } from './pod-kill.ts';
import { processKill } from './process-kill.ts';
import { processPause } from './process-pause.ts';
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
} as const;

export type FaultSettings = {
  [K in keyof typeof faultSettings]: Extract<Kinded<typeof faultSettings>, { kind: K }>['settings'];
};
export type FaultKind = keyof typeof faultSettings;

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
};
