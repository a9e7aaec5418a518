export type JsonSchema = { readonly [keyword: string]: unknown };

/** References are replaced before a document is checked, so an editor must accept them where a number or a fixed word is. */
export function acceptReferences(definitions: object): JsonSchema {
  const reference = {
    description: 'Replaced when the document is loaded.',
    type: 'string',
    pattern: '\\$\\{(var|env):[A-Za-z_][A-Za-z0-9_]*\\}',
  };
  return { ...rewriteEach(definitions), reference };
}

/** These are read before references are replaced. */
const LITERAL = new Set(['apiVersion', 'kind', 'variables', 'variable']);

function rewriteEach(schemas: object): JsonSchema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, LITERAL.has(name) ? schema : rewrite(schema)]),
  );
}

function rewrite(node: unknown): unknown {
  if (!isSchema(node)) return node;
  // The schema library writes down that whole numbers are not infinite; nobody needs to read that.
  const telling = Object.entries(node).filter(([, value]) => value !== Number.MAX_SAFE_INTEGER);
  const inside: JsonSchema = Object.fromEntries(telling.map(([keyword, value]) => [keyword, below(keyword, value)]));
  const { description, default: fallback, $ref, ...rest } = inside;
  const outside = {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
  if (takesOnlySomeTexts(inside)) return { ...outside, anyOf: [rest, { $ref: '#/definitions/reference' }] };
  // Draft 7 ignores everything beside $ref, also the description.
  if ($ref !== undefined && Object.keys(inside).length > 1) return { ...outside, ...rest, allOf: [{ $ref }] };
  return inside;
}

function below(keyword: string, value: unknown): unknown {
  if (keyword === 'properties' && isSchema(value)) return rewriteEach(value);
  if (keyword === 'items' || keyword === 'additionalProperties') return rewrite(value);
  return keyword === 'anyOf' && Array.isArray(value) ? choices(value) : value;
}

/** Each choice may bring its own reference; one is enough. */
function choices(options: readonly unknown[]): readonly unknown[] {
  const flat = options
    .map(rewrite)
    .flatMap((one) => (isSchema(one) && Object.keys(one).join() === 'anyOf' ? one['anyOf'] : [one]));
  return [...new Map(flat.map((one) => [JSON.stringify(one), one])).values()];
}

function takesOnlySomeTexts({ type, enum: words, const: word, pattern }: JsonSchema): boolean {
  if (words !== undefined || word !== undefined || pattern !== undefined) return true;
  return type === 'integer' || type === 'number' || type === 'boolean';
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
