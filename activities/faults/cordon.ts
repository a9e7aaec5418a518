import { stillCordoned, UNSCHEDULABLE } from './kubernetes/cordoned.ts';
import type { FaultDriver } from './driver.ts';
import { fieldFault } from './kubernetes/field-fault.ts';

export const cordon: FaultDriver<'cordon'> = fieldFault({
  kind: 'cordon',
  fields: () => [UNSCHEDULABLE],
  observe: ({ target }) => ({ observed: true, evidence: `${target.label} is unschedulable` }),
  missing: ({ target }, node) => stillCordoned(target.label, node),
});
