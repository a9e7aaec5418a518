import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isSameJson } from '../../kubernetes/json.ts';
import { EXPIRES_AT, FAULT_ID, FAULT_LABEL, markOf } from '../../kubernetes/marks.ts';
import type { Baseline } from '../driver.ts';
import { type Field, nameOf, readField, type RecordedField, wordsFor } from './field.ts';
import { type OwnedPaths, ownedPaths } from './field-owners.ts';
import { type FieldPath, has, stepsTo } from './field-paths.ts';
import type { OnObject } from './target-object.ts';

/** What the undo of a change of fields needs: their values before, and whom they belonged to. Plain JSON. */
export interface FieldRecord {
  readonly fields: readonly RecordedField[];
  readonly owners: readonly OwnedPaths[];
}

/** Refuses what the undo could not tell from what somebody else did. Fields that have their value already are left out. */
export function recordFields(call: OnObject, object: ClusterObject, fields: readonly Field[]): FieldRecord {
  refuseIfMarked(call, object);
  const changing = fields.filter((field) => !isSameJson(readField(object, field), field.to));
  if (changing.length === 0) throw nothingToChange(call, fields);
  const marks = marksFor(call, object).map((field) => ({ ...field, isMark: true as const }));
  const recorded = [...changing, ...marks].map((field): RecordedField => {
    const was = readField(object, field);
    return { ...field, ...(was === undefined ? {} : { was }) };
  });
  return { fields: recorded, owners: ownedPaths(object, pathsOf(recorded)) };
}

/** The fields, and everything that they are in, once each. */
export function pathsOf(fields: readonly Field[]): readonly FieldPath[] {
  const all = fields.flatMap(({ path }) => stepsTo(path));
  return all.filter((path, at) => !has(all.slice(0, at), path));
}

export function fieldRecordIn(baseline: Baseline): FieldRecord {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only recordFields makes it
  return baseline['record'] as FieldRecord;
}

/**
 * Their controllers copy annotations of these kinds into replica sets and revisions, where the undo would not find them;
 * labels they do not copy.
 */
const COPIED = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

function marksFor({ faultId, expiresAt }: OnObject, { kind }: ClusterObject): readonly Field[] {
  const label = { path: ['metadata', 'labels', FAULT_LABEL], to: markOf(faultId) };
  if (COPIED.has(kind)) return [label];
  return [
    label,
    { path: ['metadata', 'annotations', FAULT_ID], to: faultId },
    { path: ['metadata', 'annotations', EXPIRES_AT], to: new Date(expiresAt).toISOString() },
  ];
}

function refuseIfMarked({ target }: OnObject, { metadata }: ClusterObject): void {
  const mark = metadata.labels?.[FAULT_LABEL];
  if (mark === undefined) return;
  const id = metadata.annotations?.[FAULT_ID];
  throw failure(
    FailureType.changedByOthers,
    `${target.label} was not touched: its label ${FAULT_LABEL}=${mark} says that a fault${id === undefined ? '' : ` (${id})`} is on it. ` +
      'Run gameday sweep --kubernetes; if that fault is settled, take the label away.',
  );
}

function nothingToChange({ target }: OnObject, fields: readonly Field[]) {
  const now = fields.map((field) => `${nameOf(field)} is ${wordsFor(field.to)}`);
  return failure(
    FailureType.changedByOthers,
    `${target.label} was not touched: ${now.join(', ')} already, so nothing would change. ` +
      'Find out who did that, or choose other settings.',
  );
}
