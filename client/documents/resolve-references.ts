import type { Complain } from './complain.ts';
import { suggest } from './did-you-mean.ts';
import { type Path, isMapping, pathText } from './path.ts';
import { type Piece, piecesOf } from './reference.ts';
import { type Surroundings, type Values, missingInEnvironment } from './variables.ts';

export interface Resolved {
  readonly value: unknown;
  /** Paths whose value is not known; whatever the schema says about them is noise. */
  readonly unknown: ReadonlySet<string>;
}

export interface Meanings {
  readonly values: Values;
  readonly env: Surroundings['env'];
  /** Makes a value that is all that stands at a path what is expected there. */
  readonly fit: (value: unknown, path: Path) => unknown;
}

/** Puts values in the place of references. The shape stays, so a path still leads to the line that the author wrote. */
export function resolveReferences(root: unknown, meanings: Meanings, complain: Complain): Resolved {
  const unknown = new Set<string>();

  const resolve = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return resolveText(value, path);
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...path, index]));
    if (!isMapping(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const below = [...path, key];
        if (piecesOf(key).some(({ is }) => is !== 'text'))
          complain(below, 'a reference cannot be a key; only values are replaced', 'key');
        return [key, pathText(below) === 'variables' ? item : resolve(item, below)];
      }),
    );
  };

  const resolveText = (text: string, path: Path): unknown => {
    const pieces = piecesOf(text);
    const parts = pieces.map((piece) => partOf(piece, meanings));
    for (const part of parts) if ('wrong' in part && part.wrong !== '') complain(path, part.wrong);
    if (parts.some((part) => 'wrong' in part)) {
      unknown.add(pathText(path));
      return text;
    }
    const found = parts.map((part) => ('value' in part ? part.value : ''));
    const whole = pieces.length === 1 && pieces[0]!.is !== 'text';
    return whole ? meanings.fit(found[0], path) : found.map(String).join('');
  };

  return { value: resolve(root, []), unknown };
}

function partOf(piece: Piece, { values, env }: Meanings): { value: unknown } | { wrong: string } {
  switch (piece.is) {
    case 'text':
    case 'secret':
      return { value: piece.text };
    case 'env': {
      const value = env[piece.name];
      return value === undefined ? { wrong: missingInEnvironment(piece.text) } : { value };
    }
    case 'var': {
      const value = values.get(piece.name);
      if (value !== undefined) return { value };
      // A declared variable without a value has been complained about where it is declared.
      return { wrong: values.has(piece.name) ? '' : unknownVariable(piece.name, [...values.keys()]) };
    }
    case 'wrong':
      return { wrong: piece.why };
    default:
      return piece satisfies never;
  }
}

function unknownVariable(name: string, known: readonly string[]): string {
  const declared = known.length === 0 ? 'declare it under variables' : `declared under variables: ${known.join(', ')}`;
  return `there is no variable "${name}"${suggest(name, known, declared)}`;
}
