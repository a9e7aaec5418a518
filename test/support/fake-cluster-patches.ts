export type Tree = Readonly<Record<string, unknown>>;

/** A patch that cannot be applied to the object as it is. The API server answers 422. */
export class DoesNotApply extends Error {}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7386. */
export function mergePatched(target: unknown, patch: unknown): unknown {
  if (!isTree(patch)) return patch;
  const merged: Record<string, unknown> = isTree(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatched(merged[name], value);
  }
  return merged;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** RFC 6902. */
export function jsonPatched(target: unknown, patch: readonly Operation[]): unknown {
  const holder = { root: structuredClone(target) };
  for (const operation of patch) apply(holder, operation);
  return holder.root;
}

interface Holder {
  root: unknown;
}

function apply(holder: Holder, { op, path, from = '', value }: Operation): void {
  switch (op) {
    case 'add':
      return put(holder, path, structuredClone(value), true);
    case 'replace':
      read(holder, path);
      return put(holder, path, structuredClone(value), false);
    case 'remove':
      return void take(holder, path);
    case 'move':
      return put(holder, path, take(holder, from), true);
    case 'copy':
      return put(holder, path, structuredClone(read(holder, from)), true);
    case 'test':
      if (sameJson(read(holder, path), value)) return;
      throw new DoesNotApply(`testing value ${path} failed`);
    default:
      throw new DoesNotApply(`unexpected kind: ${op}`);
  }
}

function read(holder: Holder, path: string): unknown {
  return segments(path).reduce<unknown>((at, name) => {
    if (Array.isArray(at) && /^\d+$/.test(name) && Number(name) < at.length) return at[Number(name)];
    if (isTree(at) && Object.hasOwn(at, name)) return at[name];
    throw new DoesNotApply(`missing path: "${path}": missing value`);
  }, holder.root);
}

function put(holder: Holder, path: string, value: unknown, insert: boolean): void {
  const names = segments(path);
  const last = names.at(-1);
  if (last === undefined) return void (holder.root = value);
  const parent = read(holder, pointer(names.slice(0, -1)));
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    if (!(index >= 0 && index <= parent.length)) throw new DoesNotApply(`index out of bounds: "${path}"`);
    parent.splice(index, insert ? 0 : 1, value);
  } else if (isTree(parent)) (parent as Record<string, unknown>)[last] = value;
  else throw new DoesNotApply(`missing path: "${path}"`);
}

function take(holder: Holder, path: string): unknown {
  const value = read(holder, path);
  const names = segments(path);
  const parent = read(holder, pointer(names.slice(0, -1)));
  if (Array.isArray(parent)) parent.splice(Number(names.at(-1)), 1);
  else Reflect.deleteProperty(parent as object, names.at(-1) ?? '');
  return value;
}

const segments = (path: string): readonly string[] =>
  path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const pointer = (names: readonly string[]): string =>
  names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The order of fields does not matter. */
export function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
