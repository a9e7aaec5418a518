import { type Path, valueAt } from './path.ts';
import { type AnySchema, childOf, hintOf, optionsOf } from './schema-parts.ts';
import { branchFor } from './union-branch.ts';

/** The schema of the value at a path; of a union, the branch that the author means. Undefined where nothing may be. */
export function schemaAt(root: AnySchema, path: Path, value: unknown): AnySchema | undefined {
  const declared = declaredAt(root, path, value);
  return declared && settle(declared, valueAt(value, path));
}

/** The same, but a union stays a union: it knows all that may stand here. */
export function declaredAt(root: AnySchema, path: Path, value: unknown): AnySchema | undefined {
  const last = path.at(-1);
  if (last === undefined) return root;
  const parent = schemaAt(root, path.slice(0, -1), value);
  return parent && childOf(parent, last);
}

/** Headers and environments of programs are the only places that an activity looks for secrets. */
export function mayHoldSecrets(root: AnySchema, path: Path, value: unknown): boolean {
  const holder = declaredAt(root, path.slice(0, -1), value);
  return holder !== undefined && hintOf(holder).mayHoldSecrets === true;
}

function settle(schema: AnySchema, value: unknown): AnySchema {
  if (optionsOf(schema).length === 0) return schema;
  const branch = branchFor(schema, value);
  return branch.found === 'one' ? settle(branch.schema, value) : schema;
}
