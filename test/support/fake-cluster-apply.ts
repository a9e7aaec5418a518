import type { ClusterObject, NewObject } from '../../activities/cluster.ts';
import {
  type FieldOwner,
  isKeyedList,
  isSameOwner,
  leavesOf,
  ownersOf,
  ownerWith,
  pathsOf,
  without,
  type Writer,
} from './fake-cluster-owners.ts';
import { isTree, sameJson, type Tree } from './fake-cluster-patches.ts';

export type Applied =
  | { readonly object: NewObject; readonly owners: readonly FieldOwner[] }
  | { readonly conflict: string };

/**
 * Server-side apply, as far as game days use it: every manager owns leaves; lists are one value but for containers and the
 * like, which are merged by name. What a manager applied before and leaves out now is removed, unless another owns it too.
 */
export function applied(current: ClusterObject | undefined, body: NewObject, who: Writer, force: boolean): Applied {
  const wanted = leavesOf(body);
  const now = leavesOf(current ?? {});
  const owners = ownersOf(current);
  const others = owners.filter((owner) => !isSameOwner(owner, who));
  const differs = (path: string) => !sameJson(now.get(path), wanted.get(path));
  const conflicts = others.flatMap((owner) =>
    [...pathsOf(owner)].filter((path) => wanted.has(path) && differs(path)).map((path) => ({ owner, path })),
  );
  if (conflicts.length > 0 && !force) return { conflict: conflictText(conflicts) };
  const before = owners.find((owner) => isSameOwner(owner, who));
  const left = others.map((owner) => without(owner, (path) => wanted.has(path) && differs(path)));
  const dropped = [...(before === undefined ? [] : pathsOf(before))].filter(
    (path) => !wanted.has(path) && !left.some((owner) => pathsOf(owner).has(path)),
  );
  const merged = dropped.reduce<Tree>(
    (tree, path) => removed(tree, JSON.parse(path) as readonly string[]),
    merge(current ?? {}, body),
  );
  const paths = [...wanted.keys()];
  const same = before !== undefined && sameJson([...pathsOf(before)].toSorted(), paths.toSorted());
  return {
    object: merged as unknown as NewObject,
    owners: [...left, same ? before : ownerWith(body.apiVersion, who, paths)].filter(
      (owner) => pathsOf(owner).size > 0,
    ),
  };
}

function conflictText(conflicts: readonly { readonly owner: FieldOwner; readonly path: string }[]): string {
  const words = conflicts.map(({ owner, path }) => {
    const dotted = (JSON.parse(path) as readonly string[]).map((part) =>
      part.startsWith('f:') ? `.${part.slice(2)}` : `[${part.slice(2)}]`,
    );
    const using = owner.operation === 'Update' ? ` using ${owner.apiVersion}` : '';
    return `conflict with "${owner.manager}"${using}: ${dotted.join('')}`;
  });
  return `Apply failed with ${words.length} conflict${words.length === 1 ? '' : 's'}: ${words.join('; ')}`;
}

function merge(current: Tree, body: Tree): Tree {
  const merged: Record<string, unknown> = { ...current };
  for (const [name, value] of Object.entries(body)) {
    const now = merged[name];
    if (isKeyedList(name, value) && isKeyedList(name, now)) {
      const named = (item: { readonly name: string }) => value.find((other) => other.name === item.name);
      merged[name] = [
        ...now.map((item) => merge(item, named(item) ?? {})),
        ...value.filter((item) => !now.some((other) => other.name === item.name)),
      ];
    } else merged[name] = isTree(value) && isTree(now) ? merge(now, value) : value;
  }
  return merged;
}

function removed(tree: Tree, [step = '', ...rest]: readonly string[]): Tree {
  const name = step.slice(2);
  const { [name]: inner, ...others } = tree;
  if (rest.length === 0) return others;
  if (isKeyedList(name, inner)) {
    const [key = '', ...deeper] = rest;
    const item = (JSON.parse(key.slice(2)) as { readonly name: string }).name;
    const items = inner
      .map((one) => (one.name === item ? removed(one, deeper) : one))
      .filter((one) => Object.keys(one).length > 0);
    return { ...others, [name]: items };
  }
  const left = isTree(inner) ? removed(inner, rest) : {};
  return Object.keys(left).length === 0 ? others : { ...others, [name]: left };
}
