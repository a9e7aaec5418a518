export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order of keys means nothing. */
export function isSameJson(one: unknown, other: unknown): boolean {
  return inOrder(one) === inOrder(other);
}

/** JSON with sorted keys; nothing for what is not there. */
export function inOrder(value: unknown): string | undefined {
  if (Array.isArray(value)) return `[${value.map((item) => inOrder(item) ?? 'null').join(',')}]`;
  if (!isMapping(value)) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${inOrder(inner)}`).join(',')}}`;
}

/** The merge patch (RFC 7386) that makes `to` of `from`, and names nothing else; undefined when they are the same. */
export function mergePatch(from: unknown, to: unknown): unknown {
  if (isSameJson(from, to)) return undefined;
  if (!isMapping(from) || !isMapping(to)) return to ?? null;
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const parts = keys.map((key) => [key, mergePatch(from[key], to[key])] as const);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}
