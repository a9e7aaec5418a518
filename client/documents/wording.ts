import { z } from 'zod';
import { isMapping } from './path.ts';
import { type AnySchema, hintOf, keysOf, optionsOf, unwrapped } from './schema-parts.ts';

const LONGEST_QUOTE = 60;

/** A value as it is named in a message. */
export function quoted(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return 'a mapping';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value);
}

/** What stands where something else is expected: `missing`, `5 is a number`, `a list is here`. */
export function seen(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'has no value';
  if (typeof value === 'string') return `${quoted(value)} is a text`;
  if (typeof value === 'number') return `${value} is a number`;
  return typeof value === 'boolean' ? `${value} is a truth value` : `${quoted(value)} is here`;
}

/** Completes "expected …". */
export function expectedOf(schema: AnySchema): string {
  const { expected, exactlyOne, branches } = hintOf(schema);
  if (expected !== undefined) return expected;
  if (exactlyOne !== undefined) return `a mapping with exactly one of ${exactlyOne.of.join(', ')}`;
  if (branches !== undefined) return `a mapping with exactly one of ${branches.keys.flat().join(', ')}`;
  const definition = unwrapped(schema);
  const { type } = definition;
  if (type === 'number') return expectedNumber(schema);
  if (type === 'enum') return oneOf(Object.values(definition.entries));
  if (type === 'literal') return oneOf(definition.values);
  if (type === 'object') return `a mapping with ${keysOf(schema).join(', ')}`;
  if (type === 'union') return [...new Set(optionsOf(schema).map(expectedOf))].join(', or ');
  return NOUNS[type] ?? 'a value';
}

const NOUNS: { readonly [type: string]: string } = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  record: 'a mapping of names to values',
  null: 'nothing',
};

function oneOf(words: readonly unknown[]): string {
  return words.length === 1 ? String(words[0]) : `one of ${words.map(String).join(', ')}`;
}

function expectedNumber(schema: AnySchema): string {
  const { type, minimum, maximum, exclusiveMinimum } = z.toJSONSchema(schema, { io: 'input' });
  const noun = type === 'integer' ? 'a whole number' : 'a number';
  if (exclusiveMinimum !== undefined) return `${noun} above ${exclusiveMinimum}`;
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER) return noun;
  if (maximum === undefined || maximum === Number.MAX_SAFE_INTEGER) return `${noun} of at least ${minimum}`;
  return `${noun} from ${minimum} to ${maximum}`;
}
