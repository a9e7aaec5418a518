import type { FaultKind } from '../../experiments/definition/faults/index.ts';
import { command } from './command.ts';
import type { FaultDriver } from './driver.ts';
import { httpToggle } from './http-toggle.ts';
import { processKill } from './process-kill.ts';
import { processPause } from './process-pause.ts';

export const faultDrivers: { readonly [K in FaultKind]: FaultDriver<K> } = {
  'process-kill': processKill,
  'process-pause': processPause,
  'http-toggle': httpToggle,
  command,
};
