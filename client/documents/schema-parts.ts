import type { z } from 'zod';
import { type Hint, hints } from '../../experiments/definition/hints.ts';

export type AnySchema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];

/** What a schema is made of. The only place that looks inside of the schema library. */
function definitionOf(schema: AnySchema): Definition {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, eslint/no-underscore-dangle -- how zod lets tools look inside
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** Optional, default and transform wrap the schema that says what an author may write. */
function wrappedIn(schema: AnySchema): AnySchema | undefined {
  const definition = definitionOf(schema);
  if (definition.type === 'pipe') return definition.in;
  return 'innerType' in definition ? definition.innerType : undefined;
}

/** What an author may write, without defaults and transforms. */
export function unwrapped(schema: AnySchema): Definition {
  const inner = wrappedIn(schema);
  return inner === undefined ? definitionOf(schema) : unwrapped(inner);
}

/** The hints of all wrappers; the outer one knows more about its use. */
export function hintOf(schema: AnySchema): Hint {
  const inner = wrappedIn(schema);
  return { ...(inner === undefined ? {} : hintOf(inner)), ...hints.get(schema) };
}

/** The keys that a mapping may have; none for other schemas. */
export function keysOf(schema: AnySchema): readonly string[] {
  const definition = unwrapped(schema);
  return definition.type === 'object' ? Object.keys(definition.shape) : [];
}

export function childOf(schema: AnySchema, key: string | number): AnySchema | undefined {
  const definition = unwrapped(schema);
  if (definition.type === 'object') return Object.hasOwn(definition.shape, key) ? definition.shape[key] : undefined;
  if (definition.type === 'record') return definition.valueType;
  return definition.type === 'array' ? definition.element : undefined;
}

export function optionsOf(schema: AnySchema): readonly AnySchema[] {
  const definition = unwrapped(schema);
  return definition.type === 'union' ? definition.options : [];
}

/** The fixed words that may stand here: those of an enum, of literals, and of the branches of a union. */
export function wordsOf(schema: AnySchema): readonly string[] {
  const definition = unwrapped(schema);
  if (definition.type === 'enum') return Object.values(definition.entries).map(String);
  if (definition.type === 'literal') return definition.values.filter((word) => typeof word === 'string');
  return optionsOf(schema).flatMap(wordsOf);
}
