import type { z } from 'zod';
import type { Complain, Complaints } from './complain.ts';
import { fitValue } from './fit-value.ts';
import { refuseMisplacedSecrets } from './misplaced-secrets.ts';
import { type Path, pathText } from './path.ts';
import { resolveReferences } from './resolve-references.ts';
import { schemaAt } from './schema-tree.ts';
import { explainIssues, withoutWording } from './schema-problems.ts';
import type { Source } from './source.ts';
import { type Surroundings, type Values, valuesOfVariables } from './variables.ts';

export interface TypedDocument<T> {
  /** Undefined when anything is wrong with it. */
  readonly document: T | undefined;
  /** The plain value with references resolved, as far as they could be. */
  readonly value: unknown;
  readonly values: Values;
  /** Paths of `value` that could not be resolved. */
  readonly unknown: ReadonlySet<string>;
}

/** References first, then the schema: a problem is about the value that will be used, at the line that the author wrote. */
export function typedDocument<S extends z.ZodType>(
  source: Source,
  schema: S,
  around: Surroundings,
  { complain, any }: Complaints,
): TypedDocument<z.output<S>> {
  const values = valuesOfVariables(source, around, complain);
  const fit = (part: unknown, path: Path) => fitValue(part, schemaAt(schema, path, source.value));
  const { value, unknown } = resolveReferences(source.value, { values, env: around.env, fit }, complain);
  const complainOfKnown: Complain = (path, message, point) => {
    if (!unknown.has(pathText(path))) complain(path, message, point);
  };
  refuseMisplacedSecrets(schema, value, complainOfKnown);
  const parsed = schema.safeParse(value, withoutWording);
  if (!parsed.success) {
    explainIssues(schema, value, parsed.error.issues, (path, message, point) => {
      // The header has been checked before the schema was chosen.
      const isHeader = path.length === 1 && (path[0] === 'apiVersion' || path[0] === 'kind');
      if (!isHeader) complainOfKnown(path, message, point);
    });
  }
  return { document: parsed.success && !any() ? parsed.data : undefined, value, values, unknown };
}
