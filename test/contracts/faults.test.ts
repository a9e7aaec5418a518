import { faultKinds } from '../support/fault-rigs.ts';
import { machineStage } from '../support/fault-stage.ts';
import { describeFault } from './suites/faults.ts';

for (const kind of faultKinds) describeFault(kind, () => machineStage(kind));
