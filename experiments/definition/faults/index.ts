import type { Kinded } from '../kinded.ts';
import type { TargetKind } from '../targets/index.ts';
import { commandFault } from './command.ts';
import { httpToggle } from './http-toggle.ts';
import { processKill } from './process-kill.ts';
import { processPause } from './process-pause.ts';

export const faultSettings = {
  'process-kill': processKill,
  'process-pause': processPause,
  'http-toggle': httpToggle,
  command: commandFault,
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
};
