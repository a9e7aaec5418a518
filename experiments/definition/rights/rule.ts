/** One rule of Kubernetes RBAC, as far as we need it. */
export interface Rule {
  /** Empty for what belongs to no group, such as pods. */
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Where a rule must hold. */
export interface Rights {
  /** In every namespace with targets. */
  readonly inTargets?: readonly Rule[];
  /** In the namespace of the undo records, where the worker and its helpers run too. */
  readonly inOurs?: readonly Rule[];
  /** In the namespace kube-system. */
  readonly inSystem?: readonly Rule[];
  /** For what lives beside namespaces, or must be looked for in all of them. */
  readonly clusterWide?: readonly Rule[];
}

export const rule = (group: string, resources: readonly string[], verbs: readonly string[]): Rule => ({
  group,
  resources,
  verbs,
});

/** One rule for each resource, sorted: the same rights are the same text, whoever asked for them. */
export function merged(rules: readonly Rule[]): readonly Rule[] {
  const verbs = new Map<string, Set<string>>();
  for (const { group, resources, verbs: given } of rules) {
    for (const resource of resources) {
      const key = `${group}|${resource}`;
      verbs.set(key, new Set([...(verbs.get(key) ?? []), ...given]));
    }
  }
  return [...verbs]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, all]) => {
      const [group = '', resource = ''] = key.split('|');
      return { group, resources: [resource], verbs: [...all].toSorted() };
    });
}
