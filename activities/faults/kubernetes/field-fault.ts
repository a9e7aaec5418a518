import type { FaultKind } from '../../../experiments/definition/faults/index.ts';
import type { ClusterObject } from '../../cluster.ts';
import { isMapping, type Mapping } from '../../kubernetes/json.ts';
import type { Effect, FaultCall, FaultDriver } from '../driver.ts';
import type { Field } from './field.ts';
import { fieldsLeft, fieldsNotSet, restoreFields, setFields } from './field-change.ts';
import { fieldRecordIn, recordFields } from './field-record.ts';
import { readTarget, requireTarget } from './target-object.ts';

export type Preparing<K extends FaultKind> = Omit<FaultCall<K>, 'baseline'>;

/** A fault that sets fields of its target. Only what is special about it; everything else is the same for all of them. */
export interface FieldFault<K extends FaultKind> {
  readonly kind: K;
  /** What it sets on the object as it is. Refuses what could not be undone, or would do other harm. */
  fields(call: Preparing<K>, object: ClusterObject): readonly Field[];
  /** What its users see of it, for `missing`. */
  before?(call: Preparing<K>, object: ClusterObject): Promise<Mapping> | Mapping;
  touches?: NonNullable<FaultDriver<K>['touches']>;
  /** What its users see of it now. Asked only when the fields are as the fault sets them. */
  observe(call: FaultCall<K>, object: ClusterObject): Promise<Effect> | Effect;
  /** What its users miss still, one line each, once the fields are as before. */
  missing(call: FaultCall<K>, object: ClusterObject, before: Mapping): Promise<readonly string[]> | readonly string[];
}

export const NO_EXPIRY = {
  by: 'none',
  text: 'nothing on the target; a sweep of the cluster (gameday sweep --kubernetes) undoes it',
} as const;

/** Controllers have to see it, pods to start and to become Ready. */
export const SETTLES_WITHIN_MS = 10_000;

/** An object that is gone, or another one of its name, owes nothing: its fields went with it. */
export function fieldFault<K extends FaultKind>(fault: FieldFault<K>): FaultDriver<K> {
  const { kind, touches } = fault;
  return {
    kind,
    recovery: 'undone',
    settlesWithinMs: SETTLES_WITHIN_MS,
    expiry: () => NO_EXPIRY,
    ...(touches && { touches }),
    async prepareUndo(call) {
      const object = await requireTarget(call);
      const record = recordFields(call, object, fault.fields(call, object));
      return { record, before: (await fault.before?.(call, object)) ?? {} };
    },
    async inject(call) {
      await setFields(call, fieldRecordIn(call.baseline));
    },
    async observe(call) {
      const object = await readTarget(call);
      if (object === undefined) return { observed: false, evidence: `${call.target.label} is gone` };
      const other = fieldsNotSet(fieldRecordIn(call.baseline), object);
      if (other.length > 0) return { observed: false, evidence: `${call.target.label}: ${other.join('; ')}` };
      return await fault.observe(call, object);
    },
    async undo(call) {
      await restoreFields(call, fieldRecordIn(call.baseline));
    },
    async verifyUndone(call) {
      const object = await readTarget(call);
      if (object === undefined) return [];
      const left = fieldsLeft(call, fieldRecordIn(call.baseline), object);
      if (left.length > 0) return left;
      const { before } = call.baseline;
      return await fault.missing(call, object, isMapping(before) ? before : {});
    },
  };
}
