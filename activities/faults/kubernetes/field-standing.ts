import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { FAULT_LABEL, markOf } from '../../kubernetes/marks.ts';
import { nameOf, readField, type RecordedField, stateOf, wordsFor } from './field.ts';
import { isUs, ownedPaths, takenByUs, wordsForOwner } from './field-owners.ts';
import { type FieldPath, stepsTo } from './field-paths.ts';
import type { FieldRecord } from './field-record.ts';
import type { OnObject } from './target-object.ts';

/**
 * `as before`: every field has its old value. `ours`: the fault is on it. `not ours`: others changed it, and nothing of this
 * fault is on it. `theirs`: others changed what the fault had changed, or want it now.
 */
export type Standing = 'as before' | 'ours' | 'not ours' | 'theirs';

export function standingOf({ faultId }: OnObject, record: FieldRecord, object: ClusterObject): Standing {
  const fields = record.fields.filter(({ isMark }) => isMark === undefined);
  const states = fields.map((field) => stateOf(object, field));
  if (states.every((state) => state === 'as before')) return 'as before';
  const isOurs = isMarked(faultId, object) || takenByUs(object, record.owners, fields.map(leafOf)).length > 0;
  if (!isOurs) return states.includes('as set') ? 'theirs' : 'not ours';
  if (states.includes('else') || fields.some((field) => isWantedByOthers(record, field, object))) return 'theirs';
  return 'ours';
}

export function isMarked(faultId: string, { metadata }: ClusterObject): boolean {
  return metadata.labels?.[FAULT_LABEL] === markOf(faultId);
}

/** `what`: what did not happen because of it. */
export function changedByOthers({ target }: OnObject, record: FieldRecord, object: ClusterObject, what: string) {
  const changes = record.fields
    .filter((field) => field.isMark === undefined && stateOf(object, field) !== 'as before')
    .map((field) => change(record, field, object));
  return failure(
    FailureType.changedByOthers,
    `${target.label} ${what}: somebody changed it meanwhile. ${changes.join('; ')}. ` +
      `Put it right by hand, take its label ${FAULT_LABEL} away, then settle this fault.`,
  );
}

function change(record: FieldRecord, field: RecordedField, object: ClusterObject): string {
  const others = ownedPaths(object, [leafOf(field)]).filter((owner) => !isUs(owner));
  const by = others.length === 0 ? '' : `, which belongs to ${others.map(wordsForOwner).join(' and ')}`;
  const now = readField(object, field);
  return `${nameOf(field)} was ${wordsFor(field.was)}, the fault makes it ${wordsFor(field.to)}, and now it is ${wordsFor(now)}${by}`;
}

/** Somebody has applied the very value of the fault since: then it is no longer only ours. */
function isWantedByOthers({ owners }: FieldRecord, field: RecordedField, object: ClusterObject): boolean {
  const path = leafOf(field);
  const appliers = (all: typeof owners) =>
    all.filter(({ operation, paths }) => operation === 'Apply' && paths.some((one) => one.join() === path.join()));
  const before = new Set(appliers(owners).map(({ manager }) => manager));
  return appliers(ownedPaths(object, [path])).some(({ manager }) => !before.has(manager));
}

const leafOf = ({ path }: RecordedField): FieldPath => stepsTo(path).at(-1) ?? [];
