import { faultKinds } from '../support/fault-rigs.ts';
import { machineStage } from '../support/fault-stage.ts';
import { describeSweep } from './suites/faults-sweep.ts';

for (const kind of faultKinds) describeSweep(kind, () => machineStage(kind));
