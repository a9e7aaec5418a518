import { closest, suggest } from './did-you-mean.ts';
import { type Path, isMapping, valueAt } from './path.ts';
import { type AnySchema, childOf, hintOf, keysOf } from './schema-parts.ts';
import { schemaAt } from './schema-tree.ts';

export interface UnknownKey {
  readonly message: string;
  /** The key that the author probably means, in the same mapping. */
  readonly meant?: string;
}

/** A key that nothing is known about: what was meant, where it belongs, or what there is. */
export function unknownKey(root: AnySchema, value: unknown, path: Path, key: string): UnknownKey {
  const here = schemaAt(root, path, value);
  if (here === undefined) return { message: 'unknown key' };
  const elsewhere = whereItBelongs(root, value, path, key, here);
  if (elsewhere !== undefined) return { message: `unknown key; ${elsewhere}` };
  return unknownAmong(key, keysOf(here));
}

export function unknownAmong(key: string, known: readonly string[]): UnknownKey {
  const allowed = known.length === 0 ? 'nothing may stand here' : `known here: ${known.join(', ')}`;
  const meant = closest(key, known);
  const message = `unknown key${suggest(key, known, allowed)}`;
  return meant === undefined ? { message } : { message, meant };
}

/** The settings of a kind stand one level below its common keys; both are easily mixed up. */
function whereItBelongs(root: AnySchema, value: unknown, path: Path, key: string, here: AnySchema): string | undefined {
  const kind = path.at(-1);
  const parent = schemaAt(root, path.slice(0, -1), value);
  const kinds = (parent && hintOf(parent).exactlyOne?.of) ?? [];
  if (parent && typeof kind === 'string' && kinds.includes(kind) && keysOf(parent).includes(key)) {
    return `"${key}" stands beside "${kind}", not inside it`;
  }
  const given = valueAt(value, path);
  const inside = hintOf(here).exactlyOne?.of.find((one) => {
    const settings = childOf(here, one);
    return isMapping(given) && Object.hasOwn(given, one) && settings !== undefined && keysOf(settings).includes(key);
  });
  return inside === undefined ? undefined : `"${key}" stands inside "${inside}", not beside it`;
}
