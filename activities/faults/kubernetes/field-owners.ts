import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { type FieldPath, type FieldsTree, has, pathsIn, treeOf, without } from './field-paths.ts';

/** Our name in `metadata.managedFields`. */
export const MANAGER = 'gameday';

/** One entry of `metadata.managedFields`. */
export interface FieldOwner {
  readonly manager?: string;
  readonly operation?: string;
  readonly apiVersion?: string;
  readonly time?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: FieldsTree;
  readonly subresource?: string;
}

/** An owner, with those of the paths that are asked about and that it has. */
export interface OwnedPaths extends Omit<FieldOwner, 'fieldsV1'> {
  readonly paths: readonly FieldPath[];
}

export function ownersOf({ metadata }: ClusterObject): readonly FieldOwner[] {
  return (metadata.managedFields ?? []).filter((entry) => isMapping(entry));
}

export function ownedPaths(object: ClusterObject, asked: readonly FieldPath[]): readonly OwnedPaths[] {
  return ownersOf(object)
    .map(({ fieldsV1 = {}, ...who }) => {
      const all = pathsIn(fieldsV1);
      return { ...who, paths: asked.filter((path) => has(all, path)) };
    })
    .filter(({ paths }) => paths.length > 0);
}

/** What belongs to us, and did not before. */
export function takenByUs(object: ClusterObject, before: readonly OwnedPaths[], asked: readonly FieldPath[]) {
  const ours = (owners: readonly OwnedPaths[]) => owners.filter(isUs).flatMap(({ paths }) => paths);
  return without(ours(ownedPaths(object, asked)), ours(before));
}

/**
 * `metadata.managedFields` with `given` no longer ours, and with those owners who had them before. Times stay: an owner that
 * lost all its fields comes back as it was. Who took a field from us meanwhile keeps it.
 */
export function givenBack(
  object: ClusterObject,
  given: readonly FieldPath[],
  before: readonly OwnedPaths[],
): readonly FieldOwner[] {
  const now = ownersOf(object);
  const back = before
    .filter((owner) => !isUs(owner))
    .map((owner) => ({ owner, paths: owner.paths.filter((path) => has(given, path)) }));
  const kept = now.flatMap((entry) => {
    const paths = pathsIn(entry.fieldsV1 ?? {});
    const own = isUs(entry) ? without(paths, given) : paths;
    const more = back.find(({ owner }) => isSame(owner, entry))?.paths ?? [];
    const all = [...own, ...without(more, own)];
    return all.length === 0 ? [] : [{ ...entry, fieldsV1: treeOf(all) }];
  });
  const returning = back
    .filter(({ owner, paths }) => paths.length > 0 && !now.some((entry) => isSame(owner, entry)))
    .map(({ owner, paths }) => entryOf(owner, paths));
  return [...kept, ...returning];
}

function entryOf({ paths: _paths, ...owner }: OwnedPaths, paths: readonly FieldPath[]): FieldOwner {
  return { ...owner, fieldsV1: treeOf(paths) };
}

/**
 * Who shall have the paths that the undo of a field made ours: those who had just taken them from us, as somebody who changes
 * another element of the same list does; else those from before the fault.
 */
export function rightfulOwners(
  recorded: readonly OwnedPaths[],
  beforeUndo: ClusterObject,
  given: readonly FieldPath[],
): readonly OwnedPaths[] {
  const lately = ownedPaths(beforeUndo, given).filter((owner) => !isUs(owner));
  const taken = lately.flatMap(({ paths }) => paths);
  const early = recorded.map((owner) => ({ ...owner, paths: without(owner.paths, taken) }));
  const merged = early.map((owner) => {
    const also = lately.find((other) => isSame(owner, other))?.paths ?? [];
    return { ...owner, paths: [...owner.paths, ...also] };
  });
  return [...merged, ...lately.filter((owner) => !early.some((other) => isSame(owner, other)))];
}

/** `hpa (Update of scale at 2026-11-20T10:00:00Z)`. */
export function wordsForOwner({
  manager = 'somebody',
  operation,
  subresource,
  time,
}: Omit<FieldOwner, 'fieldsV1'>): string {
  const how = [operation, subresource && `of ${subresource}`, time && `at ${time}`].filter(Boolean).join(' ');
  return `${manager}${how === '' ? '' : ` (${how})`}`;
}

export const isUs = ({ manager, operation, subresource }: Omit<FieldOwner, 'fieldsV1'>): boolean =>
  manager === MANAGER && operation === 'Update' && subresource === undefined;

/** The server keeps one entry per manager, operation, version and subresource. */
function isSame(one: Omit<FieldOwner, 'fieldsV1'>, other: Omit<FieldOwner, 'fieldsV1'>): boolean {
  return (
    one.manager === other.manager &&
    one.operation === other.operation &&
    one.apiVersion === other.apiVersion &&
    one.subresource === other.subresource
  );
}
