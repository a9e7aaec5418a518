import type { FaultKind } from '../../experiments/definition/faults/index.ts';
import { chaosMesh } from './chaos-mesh.ts';
import { command } from './command.ts';
import { containerKill } from './container-kill.ts';
import { containerProcessKill } from './container-process-kill.ts';
import type { FaultDriver } from './driver.ts';
import { httpToggle } from './http-toggle.ts';
import { podKill } from './pod-kill.ts';
import { processKill } from './process-kill.ts';
import { processPause } from './process-pause.ts';
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
};
