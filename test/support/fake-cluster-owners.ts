import type { ClusterObject } from '../../activities/cluster.ts';
import { isTree, sameJson, type Tree } from './fake-cluster-patches.ts';

/** One entry of `metadata.managedFields`. */
export interface FieldOwner {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly time: string;
  readonly fieldsType: 'FieldsV1';
  readonly fieldsV1: Tree;
  readonly subresource?: string;
}
export type Writer = Pick<FieldOwner, 'manager' | 'operation' | 'time'> & { readonly subresource?: string | undefined };

/** By path, written as JSON: what stands there. Lists are one value, but for those of containers and the like. */
export type Leaves = ReadonlyMap<string, unknown>;

const KEYED_BY_NAME = new Set(['containers', 'initContainers', 'ephemeralContainers', 'env', 'volumes']);
const OF_METADATA = new Set(['labels', 'annotations', 'finalizers', 'ownerReferences']);

export const isKeyedList = (field: string, value: unknown): value is readonly (Tree & { readonly name: string })[] =>
  KEYED_BY_NAME.has(field) &&
  Array.isArray(value) &&
  value.every((item) => isTree(item) && typeof item['name'] === 'string');

export function leavesOf(object: Tree): Leaves {
  const leaves = new Map<string, unknown>();
  const { apiVersion: _apiVersion, kind: _kind, metadata, ...rest } = object;
  walk(rest, [], leaves);
  const kept = Object.entries(isTree(metadata) ? metadata : {}).filter(([name]) => OF_METADATA.has(name));
  walk(Object.fromEntries(kept), ['f:metadata'], leaves);
  return leaves;
}

function walk(tree: Tree, at: readonly string[], leaves: Map<string, unknown>): void {
  for (const [name, value] of Object.entries(tree)) {
    const path = [...at, `f:${name}`];
    if (value === undefined) continue;
    if (isKeyedList(name, value)) {
      for (const item of value) walk(item, [...path, `k:${JSON.stringify({ name: item.name })}`], leaves);
    } else if (isTree(value) && Object.keys(value).length > 0) walk(value, path, leaves);
    else leaves.set(JSON.stringify(path), value);
  }
}

export function ownersOf(object: ClusterObject | undefined): readonly FieldOwner[] {
  return (object?.metadata.managedFields ?? []) as readonly FieldOwner[];
}

/** The paths that an owner has. */
export function pathsOf(owner: FieldOwner): ReadonlySet<string> {
  const paths = new Set<string>();
  const visit = (tree: Tree, at: readonly string[]): void => {
    const inner = Object.entries(tree);
    if (inner.length === 0 && at.length > 0) paths.add(JSON.stringify(at));
    for (const [name, value] of inner) visit(value as Tree, [...at, name]);
  };
  visit(owner.fieldsV1, []);
  return paths;
}

export function ownerWith(apiVersion: string, { subresource, ...who }: Writer, paths: Iterable<string>): FieldOwner {
  const fieldsV1: Record<string, unknown> = {};
  for (const path of paths) {
    let at = fieldsV1;
    for (const name of JSON.parse(path) as readonly string[]) at = (at[name] ??= {}) as Record<string, unknown>;
  }
  return {
    ...who,
    apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource === undefined ? {} : { subresource }),
  };
}

export const isSameOwner = (owner: FieldOwner, who: Writer): boolean =>
  owner.manager === who.manager && owner.operation === who.operation && owner.subresource === who.subresource;

/** Who changes a field owns it from then on, alone. What nobody changed stays with whom it was. */
export function ownersAfterUpdate(
  before: ClusterObject | undefined,
  after: ClusterObject,
  who: Writer,
): readonly FieldOwner[] {
  const old = leavesOf(before ?? {});
  const now = leavesOf(after);
  const changed = new Set([...now].filter(([path, value]) => !sameJson(old.get(path), value)).map(([path]) => path));
  const gone = new Set([...old.keys()].filter((path) => !now.has(path)));
  const others = ownersOf(before)
    .filter((owner) => !isSameOwner(owner, who))
    .map((owner) => without(owner, (path) => changed.has(path) || gone.has(path)));
  const mine = ownersOf(before).find((owner) => isSameOwner(owner, who));
  const kept = mine === undefined ? [] : [...pathsOf(mine)].filter((path) => !gone.has(path));
  const own = [...new Set([...kept, ...changed])];
  const entry =
    changed.size === 0 && mine !== undefined
      ? without(mine, (path) => gone.has(path))
      : ownerWith(after.apiVersion, who, own);
  return [...others, ...(own.length === 0 ? [] : [entry])].filter((owner) => pathsOf(owner).size > 0);
}

export function without(owner: FieldOwner, drop: (path: string) => boolean): FieldOwner {
  const kept = [...pathsOf(owner)].filter((path) => !drop(path));
  return kept.length === pathsOf(owner).size ? owner : ownerWith(owner.apiVersion, owner, kept);
}
