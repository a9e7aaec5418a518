import { type AnySchema, unwrapped } from './schema-parts.ts';

/**
 * Options and the environment only know text, and a number may be meant as an argument of a program: a value that takes
 * the place of a whole reference becomes what is expected there, if it can.
 */
export function fitValue(value: unknown, schema: AnySchema | undefined): unknown {
  const type = schema && unwrapped(schema).type;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  if (typeof value !== 'string') return value;
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return type === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value;
}
