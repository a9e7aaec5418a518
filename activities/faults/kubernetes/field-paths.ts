import { isMapping, type Mapping } from '../../kubernetes/json.ts';

/**
 * The format FieldsV1 of `metadata.managedFields`: a tree whose keys are steps (`f:spec`, `k:{"name":"web"}`). An empty mapping
 * means that the field is owned; `.` beside other keys means that the field is owned as well as what is in it.
 */
export type FieldsTree = Mapping;
/** The steps to one owned field. */
export type FieldPath = readonly string[];

export function pathsIn(tree: FieldsTree, at: FieldPath = []): readonly FieldPath[] {
  return Object.entries(tree).flatMap(([step, inner]): readonly FieldPath[] => {
    if (step === '.') return [at];
    const path = [...at, step];
    return isMapping(inner) && Object.keys(inner).length > 0 ? pathsIn(inner, path) : [path];
  });
}

export function treeOf(paths: readonly FieldPath[]): FieldsTree {
  const root = new Branch();
  for (const path of paths) path.reduce((branch, step) => branch.to(step), root).isOwned = true;
  return root.asTree();
}

export const without = (paths: readonly FieldPath[], taken: readonly FieldPath[]): readonly FieldPath[] =>
  paths.filter((path) => !has(taken, path));

export const has = (paths: readonly FieldPath[], wanted: FieldPath): boolean =>
  paths.some((path) => path.length === wanted.length && path.every((step, at) => step === wanted[at]));

/** A field, and everything that it is in: a manager may own a whole mapping beside the keys in it. */
export function stepsTo(path: readonly string[]): readonly FieldPath[] {
  const steps = path.map((part) => `f:${part}`);
  return steps.map((_, at) => steps.slice(0, at + 1));
}

class Branch {
  isOwned = false;
  readonly #inner = new Map<string, Branch>();

  to(step: string): Branch {
    const branch = this.#inner.get(step) ?? new Branch();
    this.#inner.set(step, branch);
    return branch;
  }

  asTree(): FieldsTree {
    const inner = [...this.#inner].map(([step, branch]) => [step, branch.asTree()] as const);
    return Object.fromEntries(this.isOwned && inner.length > 0 ? [['.', {}], ...inner] : inner);
  }
}
