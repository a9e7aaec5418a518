import { type Scalar, VARIABLE_TYPES, type VariableType } from '../../experiments/definition/variable.ts';
import type { Complain } from './complain.ts';
import { isMapping, valueAt } from './path.ts';
import { piecesOf } from './reference.ts';
import type { Source } from './source.ts';
import { checkedValue } from './variable-value.ts';

/** A value that comes from outside of the document, and the way to say that it is wrong. */
export interface GivenValue {
  readonly value: unknown;
  readonly complain: (message: string) => void;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The value that somebody outside of this document gave to a variable; `unknown` when that is wrong already. */
  readonly given: (name: string) => GivenValue | 'unknown' | undefined;
  /** How an author can give a value that is missing. */
  readonly howToGive: (name: string) => string;
}

/** What each declared variable stands for; undefined: that is not known, and has been complained about. */
export type Values = ReadonlyMap<string, Scalar | undefined>;

interface Declared {
  readonly type: VariableType;
  readonly default?: unknown;
}

export function declaredNames(source: Source): readonly string[] {
  const block = valueAt(source.value, ['variables']);
  return isMapping(block) ? Object.keys(block) : [];
}

export function valuesOfVariables(source: Source, around: Surroundings, complain: Complain): Values {
  return new Map(declaredNames(source).map((name) => [name, valueOf(source, name, around, complain)]));
}

function valueOf(source: Source, name: string, around: Surroundings, complain: Complain): Scalar | undefined {
  const given = around.given(name);
  const declared = declaration(valueAt(source.value, ['variables', name]));
  if (declared === undefined || given === 'unknown') return undefined;
  if (given === undefined) return defaultOf(source, name, declared, around, complain);
  const checked = checkedValue(given.value, declared.type);
  if ('value' in checked) return checked.value;
  given.complain(`${checked.wrong}; the variable "${name}" of ${source.file} has the type ${declared.type}`);
  return undefined;
}

function defaultOf(
  source: Source,
  name: string,
  declared: Declared,
  around: Surroundings,
  complain: Complain,
): Scalar | undefined {
  const path = ['variables', name];
  if (declared.default === undefined) {
    complain(path, `has no value; ${around.howToGive(name)}, or give it a default`);
    return undefined;
  }
  const place = source.has([...path, 'default']) ? [...path, 'default'] : path;
  const raw = fromEnvironment(declared.default, around.env);
  if ('wrong' in raw) {
    complain(place, raw.wrong);
    return undefined;
  }
  const checked = checkedValue(raw.value, declared.type);
  if ('value' in checked) return checked.value;
  complain(place, `${checked.wrong}; the variable has the type ${declared.type}`);
  return undefined;
}

/** Undefined when the schema will complain about it. The short form has the type of its value. */
function declaration(raw: unknown): Declared | undefined {
  if (!isMapping(raw)) return isScalar(raw) ? { type: typeOf(raw), default: raw } : undefined;
  const type = VARIABLE_TYPES.find((one) => one === (raw['type'] ?? 'string'));
  if (type === undefined || (raw['default'] !== undefined && !isScalar(raw['default']))) return undefined;
  return { type, default: raw['default'] };
}

function typeOf(raw: Scalar): VariableType {
  if (typeof raw === 'number') return 'number';
  return typeof raw === 'boolean' ? 'boolean' : 'string';
}

function isScalar(raw: unknown): raw is Scalar {
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';
}

/** A default may come from the environment, but not from another variable: the order would matter. */
function fromEnvironment(raw: unknown, env: Surroundings['env']): { value: unknown } | { wrong: string } {
  if (typeof raw !== 'string') return { value: raw };
  let text = '';
  for (const piece of piecesOf(raw)) {
    if (piece.is === 'wrong') return { wrong: piece.why };
    if (piece.is === 'var') return { wrong: `${piece.text} is a variable; a default may only hold \${env:NAME}` };
    const part = piece.is === 'env' ? env[piece.name] : piece.text;
    if (part === undefined) return { wrong: missingInEnvironment(piece.text) };
    text += part;
  }
  return { value: text };
}

export function missingInEnvironment(reference: string): string {
  return `${reference} is not set in the environment of this command; set it and try again`;
}
