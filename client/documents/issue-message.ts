import { z } from 'zod';
import { suggest } from './did-you-mean.ts';
import { type AnySchema, hintOf, unwrap, wordsOf } from './schema-parts.ts';
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
    default:
      return `${quoted(value)} is not allowed; expected ${expected}`;
  }
}

function mayBeEmpty(schema: AnySchema): boolean {
  return unwrap(schema)._zod.def.type === 'object' && z.safeParse(schema, {}).success;
}

function wrongWord(value: unknown, words: readonly string[], expected: string): string {
  if (typeof value !== 'string' || words.length === 0) return `${seen(value)}; expected ${expected}`;
  return `${quoted(value)} is not known here${suggest(value, words, `expected ${expected}`)}`;
}

function wrongType(value: unknown, schema: AnySchema | undefined): string {
  const whole = schema !== undefined && unwrap(schema)._zod.def.type === 'number' && typeof value === 'number';
  return whole ? `${value} is not a whole number` : seen(value);
}

/** YAML tells texts from numbers by the quotes, and that is easily forgotten. */
function howToWrite(value: unknown, schema: AnySchema | undefined): string {
  const type = schema && unwrap(schema)._zod.def.type;
  if (type === 'number' && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return ' (write it without quotes)';
  const plain = schema !== undefined && hintOf(schema).expected === undefined;
  if (type === 'string' && plain && typeof value !== 'object') return ` (write it in quotes if you mean "${String(value)}")`;
  return '';
}

function tooSmall(value: unknown): string {
  if (typeof value === 'number') return `${value} is too small`;
  const { length } = value as string | readonly unknown[];
  if (length === 0) return typeof value === 'string' ? 'the text is empty' : 'the list is empty';
  return typeof value === 'string' ? `${quoted(value)} is too short` : `the list has only ${length} ${length === 1 ? 'entry' : 'entries'}`;
}

function atLeast(issue: z.core.$ZodIssueTooSmall, expected: string): string {
  if (issue.origin !== 'array') return `expected ${expected}`;
  return `expected at least ${issue.minimum === 1 ? 'one entry' : `${issue.minimum} entries`}`;
}

function tooBig(value: unknown): string {
  return typeof value === 'string' ? `the text has ${value.length} characters` : `${quoted(value)} is too big`;
}
