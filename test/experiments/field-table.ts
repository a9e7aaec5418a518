import { documentsJsonSchema } from '../../experiments/definition/json-schema.ts';
import { ABORT_METRICS, METRICS } from '../../experiments/definition/metrics.ts';

type Node = { readonly [keyword: string]: unknown };

const definitions = documentsJsonSchema()['definitions'] as Readonly<Record<string, Node>>;

/** The rows `| field | value | default | meaning |` that the README must have for the fields of a definition. */
export function fieldRows(...path: readonly string[]): readonly string[] {
  const node = path.slice(1).reduce((here, name) => propertiesOf(here)[name]!, definitions[path[0]!]!);
  const required = (resolve(node)['required'] ?? []) as readonly string[];
  return Object.entries(propertiesOf(node)).map(([name, field]) => {
    const fallback = required.includes(name) ? 'required' : fallbackText(field['default']);
    return `| \`${name}\` | ${valueText(field)} | ${fallback} | ${String(field['description'] ?? '')} |`;
  });
}

/** The fields that stand beside the kind, such as the name of a fault. */
export function commonFieldRows(definition: string, kinds: readonly string[]): readonly string[] {
  return fieldRows(definition).filter((row) => !kinds.some((kind) => row.startsWith(`| \`${kind}\` `)));
}

/** The rows `| metric | unit | probes | aborts | meaning |`. */
export function metricRows(): readonly string[] {
  const units = { ratio: 'share', ms: 'duration', none: 'number' };
  const probes = { any: 'every', value: 'those that yield a value', writes: 'acknowledged-writes' };
  return Object.entries(METRICS).map(([name, { unit, from, says }]) => {
    const aborts = (ABORT_METRICS as readonly string[]).includes(name) ? 'yes' : '';
    return `| \`${name}\` | ${units[unit]} | ${probes[from]} | ${aborts} | ${says} |`;
  });
}

/** The rows `| kind | meaning |` for the kinds of a registry. */
export function kindRows(definition: string, kinds: readonly string[]): readonly string[] {
  return kinds.map((kind) => `| \`${kind}\` | ${String(propertiesOf(definitions[definition]!)[kind]!['description'])} |`);
}

/** Empty lists and mappings say nothing: what is in them has defaults of its own. */
function fallbackText(fallback: unknown): string {
  if (fallback === undefined || (typeof fallback === 'object' && Object.keys(fallback ?? {}).length === 0)) return '';
  return Array.isArray(fallback) ? 'all' : `\`${String(fallback)}\``;
}

function propertiesOf(node: Node): Readonly<Record<string, Node>> {
  return (resolve(node)['properties'] ?? {}) as Readonly<Record<string, Node>>;
}

function resolve(node: Node): Node {
  const name = referenced(node);
  return name === undefined ? node : definitions[name]!;
}

function referenced(node: Node): string | undefined {
  const { $ref } = node['allOf'] === undefined ? node : (node['allOf'] as readonly Node[])[0]!;
  return typeof $ref === 'string' ? $ref.replace('#/definitions/', '') : undefined;
}

const SHORT: Readonly<Record<string, string>> = {
  positiveDuration: 'duration',
  httpExpectation: 'expectation',
  steadyStateCheck: 'check',
  sli: 'SLI',
  parallelFaults: 'group',
  experimentStep: 'experiment',
  pauseStep: 'pause',
  approvalStep: 'approval',
};

function valueText(node: Node): string {
  const name = referenced(node);
  if (name !== undefined) return SHORT[name] ?? name;
  if (node['enum'] !== undefined) return (node['enum'] as readonly string[]).map((word) => `\`${word}\``).join(', ');
  if (node['const'] !== undefined) return `\`${String(node['const'])}\``;
  if (node['anyOf'] !== undefined && node['type'] === undefined) return choices(node['anyOf'] as readonly Node[]);
  if (node['type'] === 'array') return `list of ${valueText(node['items'] as Node)}`;
  const words: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', number: 'number', boolean: '`true`, `false`', object: 'mapping' };
  return words[String(node['type'])] ?? 'anything';
}

function choices(options: readonly Node[]): string {
  const own = options.filter((option) => referenced(option) !== 'reference');
  return [...new Set(own.map(valueText))].join(' or ');
}
