import { type Document, LineCounter, parseDocument } from 'yaml';
import { unusualYaml } from './aliases-and-tags.ts';
import { type Path, valueAt } from './path.ts';
import { type Point, offsetOf } from './position.ts';
import type { Problem } from './problem.ts';
import { wordYamlError } from './yaml-errors.ts';

/** A YAML text that could be read: its plain value, and where each part of it stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Whether the author wrote it; defaults are not there. */
  readonly has: (path: Path) => boolean;
  readonly at: (path: Path, point: Point) => { readonly line: number; readonly column: number };
}

/** More aliases than this in one value are a mistake or an attack: they unfold to an enormous document. */
const MAX_ALIASES = 100;

export function readSource(file: string, text: string): Source | readonly Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, stringKeys: true });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = (offset: number, message: string): Problem => ({ file, ...place(offset), path: '', message });

  const errors = document.errors
    .map((error) => wordYamlError(error, text, document))
    .map((it) => problem(it.offset, it.message));
  if (errors.length > 0) return firstOfEachLine(errors);
  const unusual = unusualYaml(document, text).map((it) => problem(it.offset, it.message));
  if (unusual.length > 0) return unusual;

  const value = unfold(document);
  if (value === undefined)
    return [problem(0, `the aliases (*) unfold to far too much; write the values out, or use variables`)];
  return {
    file,
    value: value.plain,
    has: (path) => valueAt(value.plain, path) !== undefined,
    at: (path, point) => place(offsetOf(document, path, point)),
  };
}

function unfold(document: Document): { readonly plain: unknown } | undefined {
  try {
    return { plain: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** One slip confuses the parser for the rest of its line. */
function firstOfEachLine(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter((one, index) => problems.findIndex((other) => other.line === one.line) === index);
}
