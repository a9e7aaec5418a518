import type { KubernetesIdentity } from '../../experiments/definition/identity.ts';
import type { Cluster } from '../cluster.ts';
import { namespacesIn } from '../faults/chaos-mesh/selected.ts';
import { NOTHING_IN_A_CLUSTER } from './control-path.ts';
import type { Guardrail, Intent } from './guardrail.ts';
import { chaosSpecOf } from './kubernetes/chaos-spec.ts';
import { isInCluster } from './kubernetes/cluster-targets.ts';
import { podsHit } from './kubernetes/hit-pods.ts';

/** What is there whatever we know. */
const BY_DEFAULT: Readonly<Record<string, string>> = {
  'kube-system': 'Kubernetes itself',
  'kube-public': 'Kubernetes itself',
  'kube-node-lease': 'the signs of life of the nodes',
  'chaos-mesh': 'the chaos engine',
  litmus: 'the chaos engine',
  temporal: 'Temporal',
};

export const excludedNamespaces: Guardrail<'excluded-namespaces'> = {
  kind: 'excluded-namespaces',
  async check({ settings: { allow = [], also = [] }, intent, controlPath = NOTHING_IN_A_CLUSTER, ports }) {
    const name = 'excluded-namespaces';
    const meant = await namespacesOf(intent, ports.cluster);
    const lines = [...meant].flatMap(([namespace, by]) => {
      const why = excludedBecause(namespace, { ...BY_DEFAULT, ...controlPath.namespaces }, also);
      return why === undefined || allow.includes(namespace) ? [] : [`${by} is in ${namespace}: ${why}`];
    });
    if (lines.length > 0) {
      const first = [...meant.keys()].find((namespace) => lines.some((line) => line.includes(` in ${namespace}: `)));
      const next = `If it is meant, write guardrails: [{ excluded-namespaces: { allow: [${first}] } }]`;
      return { name, result: 'not met', detail: `${lines.join('; ')}. ${next}` };
    }
    const detail = meant.size === 0 ? 'no target is in a namespace' : `only ${[...meant.keys()].join(', ')}`;
    return { name, result: 'met', detail };
  },
};

/** The namespaces that the faults have to do with, and the first target or fault that says so. */
async function namespacesOf({ faults, targets }: Intent, cluster: Cluster): Promise<ReadonlyMap<string, string>> {
  const meant = new Map<string, string>();
  const add = (namespace: string, by: string) => meant.has(namespace) || meant.set(namespace, by);
  for (const [at, { taken }] of targets.entries()) {
    for (const target of taken.filter(isInCluster)) {
      if (target.objectKind === 'Node') {
        for (const { metadata } of await podsHit(target, faults[at], cluster)) {
          add(metadata.namespace ?? '', `pod ${metadata.namespace}/${metadata.name} on ${target.label}`);
        }
      }
      const own = ownNamespace(target);
      if (own === undefined) continue;
      add(own, target.label);
      const spec = target.objectKind === 'Namespace' ? chaosSpecOf(faults[at]) : undefined;
      if (spec === undefined) continue;
      for (const one of namespacesIn(spec, own)) add(one, `what ${faults[at]!.name} selects`);
    }
  }
  return meant;
}

const ownNamespace = ({ objectKind, namespace, name }: KubernetesIdentity): string | undefined =>
  objectKind === 'Namespace' ? name : namespace;

function excludedBecause(
  namespace: string,
  known: Readonly<Record<string, string>>,
  also: readonly string[],
): string | undefined {
  if (known[namespace] !== undefined) return `it is excluded, because ${known[namespace]} is there`;
  return also.some((pattern) => matches(namespace, pattern)) ? 'it is excluded by "also"' : undefined;
}

function matches(text: string, pattern: string): boolean {
  const source = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  return new RegExp(`^${source.join('.*')}$`).test(text);
}
