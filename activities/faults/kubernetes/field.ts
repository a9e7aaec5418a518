import type { ClusterObject } from '../../cluster.ts';
import { inOrder, isMapping, isSameJson, type Mapping } from '../../kubernetes/json.ts';

/** One field that a fault sets. */
export interface Field {
  readonly path: readonly string[];
  /** `path` is a list, and meant is its element with these values, wherever it stands. */
  readonly item?: Readonly<Record<string, string>>;
  /** Left out: the field is taken away. */
  readonly to?: unknown;
}

/** As it was before the fault; without `was` it was not there. */
export interface RecordedField extends Field {
  readonly was?: unknown;
  /** Not the fault itself, but a sign of ours that there is one. */
  readonly isMark?: true;
}

export function readField(object: ClusterObject, { path, item }: Field): unknown {
  const found = readAt(object, path);
  if (item === undefined) return found;
  return Array.isArray(found) ? found.find((one) => isMeant(one, item)) : undefined;
}

/** A copy of the object with this value in the field; `undefined` takes the field away. */
export function withField(object: ClusterObject, { path, item }: Field, value: unknown): ClusterObject {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a field below metadata, spec or data
  return writeAt(
    object,
    path,
    item === undefined ? value : withItem(readAt(object, path), item, value),
  ) as ClusterObject;
}

/** `spec.replicas`, `data["app.properties"]`, `spec.taints[key=a, effect=NoSchedule]`. */
export function nameOf({ path, item }: Field): string {
  const parts = path.map((part, at) =>
    /^\w+$/.test(part) ? `${at === 0 ? '' : '.'}${part}` : `[${JSON.stringify(part)}]`,
  );
  const which = Object.entries(item ?? {}).map(([key, value]) => `${key}=${value}`);
  return `${parts.join('')}${which.length === 0 ? '' : `[${which.join(', ')}]`}`;
}

const LONGEST = 200;

export function wordsFor(value: unknown): string {
  const text = inOrder(value) ?? 'not there';
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}

export type FieldState = 'as before' | 'as set' | 'else';

export function stateOf(object: ClusterObject, field: RecordedField): FieldState {
  const now = readField(object, field);
  if (isSameJson(now, field.was)) return 'as before';
  return isSameJson(now, field.to) ? 'as set' : 'else';
}

function readAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isMapping(at) && Object.hasOwn(at, key) ? at[key] : undefined), value);
}

function writeAt(value: unknown, [key, ...rest]: readonly string[], next: unknown): unknown {
  if (key === undefined) return next;
  const mapping: Mapping = isMapping(value) ? value : {};
  const inner = writeAt(mapping[key], rest, next);
  const { [key]: _, ...others } = mapping;
  return inner === undefined ? others : { ...mapping, [key]: inner };
}

/** Keeps the order of the others. A list without elements is not there. */
function withItem(list: unknown, item: Readonly<Record<string, string>>, value: unknown): unknown {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  const isThere = items.some((one) => isMeant(one, item));
  const next = isThere || value === undefined ? items : [...items, value];
  const changed = next.flatMap((one) => (isMeant(one, item) ? (value === undefined ? [] : [value]) : [one]));
  return changed.length === 0 ? undefined : changed;
}

function isMeant(one: unknown, item: Readonly<Record<string, string>>): boolean {
  return isMapping(one) && Object.entries(item).every(([key, value]) => one[key] === value);
}
