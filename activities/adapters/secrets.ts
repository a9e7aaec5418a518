import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, FailureType } from '../failures.ts';
import type { Secrets } from '../ports.ts';
import { systemCode } from './processes-error.ts';

const REFERENCE = /\$\{secret:([^}]*)\}/g;
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/** `${secret:NAME}` is the variable GAMEDAY_SECRET_NAME, or else the file NAME in GAMEDAY_SECRETS_DIR. */
export function createSecrets(env: NodeJS.ProcessEnv = process.env): Secrets {
  const known = new Map<string, string>();
  const valueOf = (name: string): string => {
    const value = env[`GAMEDAY_SECRET_${name}`] ?? readSecretFile(env['GAMEDAY_SECRETS_DIR'], name);
    if (value === undefined) throw missing(name, env['GAMEDAY_SECRETS_DIR']);
    for (const form of formsOf(value)) known.set(form, name);
    return value;
  };
  const resolved = (text: string) => text.replace(REFERENCE, (_, name: string) => valueOf(name));
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only texts are replaced, and only by texts
    resolve: <T>(value: T) => mapTexts(value, resolved) as T,
    hide(text) {
      // Longest first: one secret may be the beginning of another.
      const forms = [...known].toSorted(([a], [b]) => b.length - a.length);
      return forms.reduce((hidden, [form, name]) => hidden.replaceAll(form, `[secret ${name}]`), text);
    },
  };
}

function readSecretFile(folder: string | undefined, name: string): string | undefined {
  if (folder === undefined || !NAME.test(name)) return undefined;
  try {
    return readFileSync(join(folder, name), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw failure(FailureType.secretMissing, `The secret "${name}" could not be read from ${folder}.`, error);
  }
}

function missing(name: string, folder: string | undefined) {
  const file = folder === undefined ? 'GAMEDAY_SECRETS_DIR is not set' : `there is no file ${join(folder, name)}`;
  return failure(
    FailureType.secretMissing,
    `The secret "${name}" is not known to this worker: GAMEDAY_SECRET_${name} is not set, and ${file}. ` +
      'Set one of them where the worker runs, then start the game day again.',
  );
}

/** A secret shows up in texts as it is, inside JSON, inside a URL, or inside a basic Authorization header. */
function formsOf(value: string): readonly string[] {
  if (value === '') return [];
  return [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), Buffer.from(value).toString('base64')];
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
