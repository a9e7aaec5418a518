import { documentsJsonSchema } from '../../experiments/definition/json-schema.ts';
import { ABORT_METRICS, METRICS, METRIC_NAMES } from '../../experiments/definition/metrics.ts';

type Node = { readonly [keyword: string]: unknown };

const definitions = nodeOf(documentsJsonSchema()['definitions']);

/** The rows `| field | value | default | meaning |` that the README must have for the fields of a definition. */
export function fieldRows(...path: readonly string[]): readonly string[] {
  const [first = '', ...rest] = path;
  const node = rest.reduce((here, name) => nodeOf(propertiesOf(here)[name]), nodeOf(definitions[first]));
  const required = listOf(resolve(node)['required']);
  return Object.entries(propertiesOf(node)).map(([name, raw]) => {
    const field = nodeOf(raw);
    const fallback = required.includes(name) ? 'required' : fallbackText(field['default']);
    return `| \`${name}\` | ${valueText(field)} | ${fallback} | ${textOf(field['description'])} |`;
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
  const aborting: readonly string[] = ABORT_METRICS;
  return METRIC_NAMES.map((name) => {
    const { unit, from, says } = METRICS[name];
    return `| \`${name}\` | ${units[unit]} | ${probes[from]} | ${aborting.includes(name) ? 'yes' : ''} | ${says} |`;
  });
}

/** The rows `| kind | meaning |` for the kinds of a registry. */
export function kindRows(definition: string, kinds: readonly string[]): readonly string[] {
  const fields = propertiesOf(nodeOf(definitions[definition]));
  return kinds.map((kind) => `| \`${kind}\` | ${textOf(nodeOf(fields[kind])['description'])} |`);
}

/** Empty lists and mappings say nothing: what is in them has defaults of its own. */
function fallbackText(fallback: unknown): string {
  if (Array.isArray(fallback)) return fallback.length === 0 ? '' : 'all';
  return fallback === undefined || typeof fallback === 'object' ? '' : `\`${textOf(fallback)}\``;
}

function propertiesOf(node: Node): Node {
  return nodeOf(resolve(node)['properties'] ?? {});
}

function resolve(node: Node): Node {
  const name = referenced(node);
  return name === undefined ? node : nodeOf(definitions[name]);
}

function referenced(node: Node): string | undefined {
  const { $ref } = node['allOf'] === undefined ? node : nodeOf(listOf(node['allOf'])[0]);
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
  environmentClone: 'clone',
  copiedObject: 'copied object',
  scrubStep: 'scrub step',
};

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '`true` or `false`',
  object: 'mapping',
};

function valueText(node: Node): string {
  const name = referenced(node);
  if (name !== undefined) return SHORT[name] ?? name;
  const words = node['const'] === undefined ? listOf(node['enum']) : [node['const']];
  if (words.length > 0) return words.map((word) => `\`${textOf(word)}\``).join(', ');
  if (node['type'] === 'array') return `list of ${valueText(nodeOf(node['items']))}`;
  const types = [node['type']].flat().filter((type) => type !== undefined);
  return types.length === 0 ? choices(listOf(node['anyOf'])) : types.map((type) => WORDS[textOf(type)]!).join(' or ');
}

function choices(options: readonly unknown[]): string {
  const own = options.map(nodeOf).filter((option) => referenced(option) !== 'reference');
  return own.length === 0 ? 'anything' : [...new Set(own.map(valueText))].join(' or ');
}

function nodeOf(raw: unknown): Node {
  if (typeof raw !== 'object' || raw === null) throw new TypeError(`not a schema: ${JSON.stringify(raw)}`);
  return { ...raw };
}

function listOf(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : [];
}

function textOf(raw: unknown): string {
  return typeof raw === 'string' ? raw : JSON.stringify(raw);
}
