import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping, mergePatch } from '../../kubernetes/json.ts';
import { type Field, nameOf, readField, type RecordedField, stateOf, withField, wordsFor } from './field.ts';
import { givenBack, MANAGER, rightfulOwners, takenByUs } from './field-owners.ts';
import { type FieldRecord, pathsOf } from './field-record.ts';
import { changedByOthers, isMarked, standingOf } from './field-standing.ts';
import { keyOf, type OnObject, readTarget } from './target-object.ts';

/**
 * Sets the fields of a record, all at once, if they are as they were when it was made. A mark on the object tells a second
 * attempt that the first one came through. Without a target there is nothing to do.
 */
export async function setFields(call: OnObject, record: FieldRecord): Promise<void> {
  await changing(call, (object) => {
    if (isMarked(call.faultId, object)) return undefined;
    if (standingOf(call, record, object) !== 'as before') {
      throw changedByOthers(call, record, object, 'was not changed');
    }
    return record.fields.reduce((next, field) => withField(next, field, field.to), object);
  });
}

/**
 * Puts the fields back, and then their owners: whoever writes a value owns it, so that takes two requests. A crash between
 * them is found by the next attempt, because then we still own what was not ours.
 */
export async function restoreFields(call: OnObject, record: FieldRecord): Promise<void> {
  let before: ClusterObject | undefined;
  await changing(call, (object) => {
    const standing = standingOf(call, record, object);
    if (standing === 'theirs') throw changedByOthers(call, record, object, 'was not put back');
    before = object;
    const fields = standing === 'not ours' ? record.fields.filter(({ isMark }) => isMark) : record.fields;
    return fields.filter((field) => stateOf(object, field) === 'as set').reduce(putBack, object);
  });
  await changing(call, (object) => {
    const taken = takenByUs(object, record.owners, pathsOf(record.fields));
    if (taken.length === 0) return undefined;
    const owners = givenBack(object, taken, rightfulOwners(record.owners, before ?? object, taken));
    // An empty list would mean that the server keeps what it has; this is how it is told that there are none.
    return { ...object, metadata: { ...object.metadata, managedFields: owners.length === 0 ? [{}] : owners } };
  });
}

/** What is not as it was, one line each. Fails when it is others who changed it. */
export function fieldsLeft(call: OnObject, record: FieldRecord, object: ClusterObject): readonly string[] {
  const standing = standingOf(call, record, object);
  if (standing === 'theirs') throw changedByOthers(call, record, object, 'is not as it was');
  const { label } = call.target;
  const left = record.fields.filter((field) => stateOf(object, field) === 'as set');
  const taken = takenByUs(object, record.owners, pathsOf(record.fields));
  return [
    ...left.map((field) => {
      const [now, was] = [wordsFor(readField(object, field)), wordsFor(field.was)];
      return `${nameOf(field)} of ${label} is ${now}, before the fault it was ${was}`;
    }),
    ...(left.length === 0 && taken.length > 0 ? [`metadata.managedFields of ${label} still names ${MANAGER}`] : []),
  ];
}

/** What does not have the value that the fault sets, one line each. */
export function fieldsNotSet({ fields }: FieldRecord, object: ClusterObject): readonly string[] {
  return fields
    .filter((field) => field.isMark === undefined && stateOf(object, field) !== 'as set')
    .map((field) => {
      const now = wordsFor(readField(object, field));
      return `${nameOf(field)} is ${now}, and the fault makes it ${wordsFor(field.to)}`;
    });
}

const putBack = (object: ClusterObject, field: RecordedField): ClusterObject => withField(object, field, field.was);

/** For a change that stays: sets what `fields` answers, which is nothing once it is done. */
export async function changeFields(
  call: Pick<OnObject, 'target' | 'ports' | 'signal'>,
  fields: (object: ClusterObject) => readonly Field[],
): Promise<void> {
  await changing(call, (object) => fields(object).reduce((next, field) => withField(next, field, field.to), object));
}

const TRIES = 10;

/**
 * Reads, decides, writes on the condition that nobody wrote in between, and begins again when somebody did. The write is not
 * stopped by a signal: given up, it might still take effect after the undo has looked.
 */
async function changing(
  call: Pick<OnObject, 'target' | 'ports' | 'signal'>,
  next: (object: ClusterObject) => ClusterObject | undefined,
): Promise<void> {
  const { cluster } = call.ports;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const object = await readTarget(call);
    if (object === undefined) return;
    const body = patchFor(object, next(object));
    if (body === undefined) return;
    const { outcome } = await cluster.patch(keyOf(call), { type: 'merge', body, manager: MANAGER });
    if (outcome !== 'conflict') return;
  }
  throw failure(
    FailureType.effectFailed,
    `${call.target.label} was not changed: ${TRIES} times somebody else changed it at the same moment. It is tried again.`,
  );
}

/** With the version that was read: an object that was changed since, or made anew, has another. */
function patchFor(object: ClusterObject, next: ClusterObject | undefined) {
  const change = next && mergePatch(object, next);
  if (!isMapping(change)) return undefined;
  const metadata = isMapping(change['metadata']) ? change['metadata'] : {};
  return { ...change, metadata: { ...metadata, resourceVersion: object.metadata.resourceVersion } };
}
