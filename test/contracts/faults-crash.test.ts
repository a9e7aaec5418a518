import { faultKinds } from '../support/fault-rigs.ts';
import { machineStage } from '../support/fault-stage.ts';
import { describeCrashes } from './suites/faults-crash.ts';

for (const kind of faultKinds) describeCrashes(kind, () => machineStage(kind));
