import type { Cluster, ClusterObject } from '../../cluster.ts';
import { isMapping, type Mapping } from '../../kubernetes/json.ts';
import { asPod } from '../../kubernetes/views.ts';

export interface Selected {
  readonly pod: ClusterObject;
  /** How many of those that match the selector are taken: `one`, `all`, `fixed 2`. */
  readonly mode: string;
}

interface Written {
  readonly selector: Mapping;
  readonly mode: string;
}

/** Every pod that a selector anywhere in this spec matches now, as Chaos Mesh would understand it. For the plan and the baseline. */
export async function selectedPods(
  spec: Mapping,
  namespace: string,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<readonly Selected[]> {
  const found = await Promise.all(
    selectorsIn(spec).map(async ({ selector, mode }) =>
      (await podsOf(selector, namespace, cluster, signal)).map((pod) => ({ pod, mode })),
    ),
  );
  return [...new Map(found.flat().map((one) => [one.pod.metadata.uid, one])).values()];
}

/** In the spec itself, as the other side of a network fault, in the template of a Schedule, in those of a Workflow. */
export function selectorsIn(value: unknown): readonly Written[] {
  if (Array.isArray(value)) return value.flatMap(selectorsIn);
  if (!isMapping(value)) return [];
  const { selector, mode, value: count } = value;
  const words = [mode, count].filter((one) => one !== undefined).map(String);
  const own = isMapping(selector) ? [{ selector, mode: words.join(' ') || 'all' }] : [];
  // Machines are selected by objects of their own.
  const inner = Object.entries(value).filter(([key]) => key !== 'selector' && !/^physicalmachine/i.test(key));
  return [...own, ...inner.flatMap(([, one]) => selectorsIn(one))];
}

/** The namespaces in which a fault with this spec can have to do with pods. */
export function namespacesIn(spec: Mapping, own: string): readonly string[] {
  const named = selectorsIn(spec).flatMap(({ selector }) => namespacesOf(selector, own));
  return [...new Set([own, ...named])];
}

function namespacesOf({ namespaces, pods }: Mapping, own: string): readonly string[] {
  if (isMapping(pods)) return Object.keys(pods);
  return Array.isArray(namespaces) && namespaces.length > 0 ? namespaces.map(String) : [own];
}

async function podsOf(selector: Mapping, own: string, cluster: Cluster, signal: AbortSignal) {
  const { pods } = selector;
  if (isMapping(pods)) return await podsByName(pods, cluster, signal);
  const labels = [...pairs(selector['labelSelectors']), ...expressions(selector['expressionSelectors'])].join(',');
  const fields = pairs(selector['fieldSelectors']).join(',');
  const query = {
    apiVersion: 'v1',
    kind: 'Pod',
    ...(labels === '' ? {} : { labels }),
    ...(fields === '' ? {} : { fields }),
  };
  const spaces = namespacesOf(selector, own);
  const lists = await Promise.all(spaces.map((namespace) => cluster.list({ ...query, namespace }, signal)));
  const isMeant = await nodeFilter(selector, cluster, signal);
  return lists.flat().filter((pod) => isMeant(pod) && hasAnnotations(pod, selector) && hasPhase(pod, selector));
}

async function podsByName(pods: Mapping, cluster: Cluster, signal: AbortSignal): Promise<readonly ClusterObject[]> {
  const keys = Object.entries(pods).flatMap(([namespace, names]) =>
    (Array.isArray(names) ? names : []).map((name) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      name: String(name),
    })),
  );
  const found = await Promise.all(keys.map((key) => cluster.get(key, signal)));
  return found.filter((pod) => pod !== undefined);
}

async function nodeFilter({ nodes, nodeSelectors }: Mapping, cluster: Cluster, signal: AbortSignal) {
  const labels = pairs(nodeSelectors).join(',');
  const matching = labels === '' ? [] : await cluster.list({ apiVersion: 'v1', kind: 'Node', labels }, signal);
  const names = [...(Array.isArray(nodes) ? nodes.map(String) : []), ...matching.map(({ metadata }) => metadata.name)];
  const isAny = labels === '' && names.length === 0;
  return (pod: ClusterObject) => isAny || names.includes(asPod(pod).spec.nodeName ?? '');
}

function hasAnnotations({ metadata }: ClusterObject, { annotationSelectors }: Mapping): boolean {
  const wanted = Object.entries(isMapping(annotationSelectors) ? annotationSelectors : {});
  return wanted.every(([key, value]) => metadata.annotations?.[key] === value);
}

function hasPhase(pod: ClusterObject, { podPhaseSelectors }: Mapping): boolean {
  if (!Array.isArray(podPhaseSelectors) || podPhaseSelectors.length === 0) return true;
  return podPhaseSelectors.includes(asPod(pod).status?.phase);
}

const pairs = (selectors: unknown): readonly string[] =>
  isMapping(selectors) ? Object.entries(selectors).map(([key, value]) => `${key}=${String(value)}`) : [];

function expressions(selectors: unknown): readonly string[] {
  return (Array.isArray(selectors) ? selectors : []).filter(isMapping).map(({ key, operator, values }) => {
    const list = `(${(Array.isArray(values) ? values : []).map(String).join(',')})`;
    if (operator === 'In' || operator === 'NotIn') return `${String(key)} ${operator.toLowerCase()} ${list}`;
    return operator === 'DoesNotExist' ? `!${String(key)}` : String(key);
  });
}
