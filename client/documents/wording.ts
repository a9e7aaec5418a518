import type { z } from 'zod';
import { isMapping } from './path.ts';
import { type AnySchema, hintOf, keysOf, unwrap } from './schema-parts.ts';

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
  if (typeof value === 'object') return `${quoted(value)} is here`;
  const noun = { string: 'a text', number: 'a number', boolean: 'a truth value' }[typeof value as 'string'];
  return `${quoted(value)} is ${noun}`;
}

/** Completes "expected …". */
export function expectedOf(schema: AnySchema): string {
  const { expected, exactlyOne, branches } = hintOf(schema);
  if (expected !== undefined) return expected;
  if (exactlyOne !== undefined) return `a mapping with exactly one of ${exactlyOne.of.join(', ')}`;
  if (branches !== undefined) return `a mapping with exactly one of ${branches.keys.flat().join(', ')}`;
  const { def } = unwrap(schema)._zod;
  switch (def.type) {
    case 'string':
      return 'a text';
    case 'number':
      return expectedNumber(unwrap(schema) as z.ZodNumber);
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'record':
      return 'a mapping of names to values';
    case 'object':
      return keysOf(schema).length === 0 ? 'an empty mapping: {}' : `a mapping with ${keysOf(schema).join(', ')}`;
    case 'enum':
      return oneOf(Object.values(def.entries));
    case 'literal':
      return oneOf(def.values);
    case 'null':
      return 'nothing';
    case 'union':
      return [...new Set(def.options.map(expectedOf))].join(', or ');
    default:
      return 'a value';
  }
}

function oneOf(words: readonly unknown[]): string {
  return words.length === 1 ? String(words[0]) : `one of ${words.map(String).join(', ')}`;
}

function expectedNumber(schema: z.ZodNumber): string {
  const { minValue, maxValue } = schema;
  const noun = 'format' in schema.def && schema.def.format === 'safeint' ? 'a whole number' : 'a number';
  if (minValue === null || minValue <= Number.MIN_SAFE_INTEGER) return noun;
  const exclusive = schema.def.checks?.some(({ _zod }) => 'inclusive' in _zod.def && _zod.def.inclusive === false);
  if (exclusive) return `${noun} above ${minValue}`;
  if (maxValue === null || maxValue >= Number.MAX_SAFE_INTEGER) return `${noun} of at least ${minValue}`;
  return `${noun} from ${minValue} to ${maxValue}`;
}
