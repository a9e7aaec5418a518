import type { z } from 'zod';
import { type Hint, hints } from '../../experiments/definition/hints.ts';

export type AnySchema = z.core.$ZodType;

/** Optional, default and transform wrap the schema that says what an author may write. */
export function unwrap(schema: AnySchema): z.core.$ZodTypes {
  const known = schema as z.core.$ZodTypes;
  const { def } = known._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return unwrap(def.innerType);
    case 'pipe':
      return unwrap(def.in);
    default:
      return known;
  }
}

/** The hints of all wrappers; the outer one knows more about its use. */
export function hintOf(schema: AnySchema): Hint {
  const own = hints.get(schema) ?? {};
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'pipe') return { ...hintOf(def.in), ...own };
  return 'innerType' in def ? { ...hintOf(def.innerType), ...own } : own;
}

/** The keys that a mapping may have; none for other schemas. */
export function keysOf(schema: AnySchema): readonly string[] {
  const { def } = unwrap(schema)._zod;
  return def.type === 'object' ? Object.keys(def.shape) : [];
}

export function childOf(schema: AnySchema, key: string | number): AnySchema | undefined {
  const { def } = unwrap(schema)._zod;
  if (def.type === 'object') return Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
  if (def.type === 'record') return def.valueType;
  return def.type === 'array' ? def.element : undefined;
}

export function optionsOf(schema: AnySchema): readonly AnySchema[] {
  const { def } = unwrap(schema)._zod;
  return def.type === 'union' ? def.options : [];
}

/** The fixed words that may stand here: those of an enum, of literals, and of the branches of a union. */
export function wordsOf(schema: AnySchema): readonly string[] {
  const { def } = unwrap(schema)._zod;
  if (def.type === 'enum') return Object.values(def.entries).map(String);
  if (def.type === 'literal') return def.values.filter((word) => typeof word === 'string');
  return optionsOf(schema).flatMap(wordsOf);
}
