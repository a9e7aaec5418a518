import { z } from 'zod';
import { suggest } from './did-you-mean.ts';
import { type AnySchema, hintOf, unwrapped, wordsOf } from './schema-parts.ts';
import { expectedOf, quoted, seen } from './wording.ts';

/** One issue of the schema library in our words: what is wrong; what is allowed. */
export function issueMessage(issue: z.core.$ZodIssue, schema: AnySchema | undefined, value: unknown): string {
  const expected = schema === undefined ? 'nothing' : expectedOf(schema);
  if (value === null && schema !== undefined && mayBeEmpty(schema)) return 'has no value; write {} for the defaults';
  if (value === undefined || value === null) return `${seen(value)}; expected ${expected}`;
  if (issue.message !== '' && issue.code !== 'invalid_type') return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `${wrongType(value, schema)}; expected ${expected}${howToWrite(value, schema)}`;
    case 'invalid_value':
    case 'invalid_union':
      return wrongWord(value, schema === undefined ? [] : wordsOf(schema), expected);
    case 'too_small':
      return `${tooSmall(value)}; ${atLeast(issue, expected)}`;
    case 'too_big':
      return `${tooBig(value)}; expected ${expected}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'this name is not allowed';
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return `${quoted(value)} is not allowed; expected ${expected}`;
    default:
      return issue satisfies never;
  }
}

function mayBeEmpty(schema: AnySchema): boolean {
  return unwrapped(schema).type === 'object' && z.safeParse(schema, {}).success;
}

function wrongType(value: unknown, schema: AnySchema | undefined): string {
  const broken = schema !== undefined && unwrapped(schema).type === 'number' && typeof value === 'number';
  return broken ? `${value} is not a whole number` : seen(value);
}

function wrongWord(value: unknown, words: readonly string[], expected: string): string {
  if (typeof value !== 'string' || words.length === 0) return `${seen(value)}; expected ${expected}`;
  return `${quoted(value)} is not known here${suggest(value, words, `expected ${expected}`)}`;
}

/** YAML tells texts from numbers by the quotes, and that is easily forgotten. */
function howToWrite(value: unknown, schema: AnySchema | undefined): string {
  if (schema === undefined) return '';
  const { type } = unwrapped(schema);
  if (type === 'number' && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
    return ' (write it without quotes)';
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  const takesAnyText = type === 'string' && hintOf(schema).expected === undefined;
  return isScalar && takesAnyText ? ` (write it in quotes if you mean "${value}")` : '';
}

function tooSmall(value: unknown): string {
  if (value === '') return 'the text is empty';
  if (!Array.isArray(value)) return `${quoted(value)} is too small`;
  return value.length === 0 ? 'the list is empty' : `the list has only ${entries(value.length)}`;
}

function atLeast(issue: z.core.$ZodIssueTooSmall, expected: string): string {
  return issue.origin === 'array' ? `expected at least ${entries(Number(issue.minimum))}` : `expected ${expected}`;
}

function tooBig(value: unknown): string {
  return typeof value === 'string' ? `the text has ${value.length} characters` : `${quoted(value)} is too big`;
}

function entries(count: number): string {
  return count === 1 ? 'one entry' : `${count} entries`;
}
