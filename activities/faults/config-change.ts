import type { ClusterObject } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { isMapping } from '../kubernetes/json.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import type { FaultDriver } from './driver.ts';
import { podsReading } from './kubernetes/config-users.ts';
import type { Field } from './kubernetes/field.ts';
import { fieldFault, type Preparing } from './kubernetes/field-fault.ts';
import { requireTarget } from './kubernetes/target-object.ts';

/** The values before and after are part of every payload of the fault, and of its record in the cluster. */
const LONGEST = 64 * 1024;

export const configChange: FaultDriver<'config-change'> = fieldFault({
  kind: 'config-change',

  fields(call, object) {
    const { set, remove } = call.settings;
    refuseIfFixed(call, object);
    const fields: readonly Field[] = [
      ...Object.entries(set).map(([key, to]) => ({ path: ['data', key], to })),
      ...remove.map((key) => ({ path: ['data', key] })),
    ];
    refuseIfBinary(call, object, fields);
    refuseIfLong(call, object, fields);
    return fields;
  },

  async touches(call) {
    return (await podsReading(await requireTarget(call), call)).map(nameOf);
  },

  observe({ target, settings }) {
    const keys = [...Object.keys(settings.set), ...settings.remove];
    const evidence = `${target.label} has changed (${keys.join(', ')}); pods that mount it see that after the next sync of their kubelet`;
    return { observed: true, evidence };
  },

  // The values are all that users of a ConfigMap can see.
  missing: () => [],
});

function refuseIfFixed({ target }: Preparing<'config-change'>, object: ClusterObject): void {
  if (object['immutable'] !== true) return;
  throw failure(FailureType.unsupported, `${target.label} was not changed: it is immutable. Choose another ConfigMap.`);
}

function refuseIfBinary({ target }: Preparing<'config-change'>, object: ClusterObject, fields: readonly Field[]): void {
  const { binaryData } = object;
  const key = fields.map(({ path }) => path[1]!).find((name) => isMapping(binaryData) && name in binaryData);
  if (key === undefined) return;
  throw failure(
    FailureType.unsupported,
    `${target.label} was not changed: "${key}" is in its binaryData, which this fault leaves alone. Choose a key of data.`,
  );
}

function refuseIfLong({ target }: Preparing<'config-change'>, { data }: ClusterObject, fields: readonly Field[]): void {
  const values = fields.flatMap(({ path, to }) => [to, isMapping(data) ? data[path[1]!] : undefined]);
  const length = values.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 0),
    0,
  );
  if (length <= LONGEST) return;
  throw failure(
    FailureType.unsupported,
    `${target.label} was not changed: the values before and after have ${length} bytes, and an undo carries at most ${LONGEST}. Change fewer or smaller keys.`,
  );
}
