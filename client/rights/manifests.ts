import { rightsFor, type WantedRights } from '../../experiments/definition/rights/rights-for.ts';
import type { Rule } from '../../experiments/definition/rights/rule.ts';

export interface RightsOrder extends WantedRights {
  /** Namespaces with targets. */
  readonly namespaces: readonly string[];
  /** Of the undo records. */
  readonly records: string;
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
}

type Manifest = Readonly<Record<string, unknown>>;

const API = 'rbac.authorization.k8s.io/v1';
const LABELS = { 'app.kubernetes.io/managed-by': 'gameday' };

/** Roles where the targets and the undo records are; something cluster-wide only for what lives beside namespaces. */
export function rightsManifests(order: RightsOrder): readonly Manifest[] {
  const { inTargets, inOurs, inSystem, clusterWide } = rightsFor(order);
  const { namespace: home, name } = order.serviceAccount;
  return [
    ...order.namespaces.flatMap((namespace) => roleIn(namespace, `gameday-${name}`, inTargets, order)),
    ...roleIn(order.records, `gameday-${name}-records`, inOurs, order),
    ...roleIn('kube-system', `gameday-${home}-${name}`, inSystem, order),
    ...clusterRole(`gameday-${home}-${name}`, clusterWide, order),
  ];
}

function roleIn(namespace: string, name: string, rules: readonly Rule[], order: RightsOrder): readonly Manifest[] {
  if (rules.length === 0) return [];
  const metadata = { namespace, name, labels: LABELS };
  return [
    { apiVersion: API, kind: 'Role', metadata, rules: rules.map(asRule) },
    { apiVersion: API, kind: 'RoleBinding', metadata, roleRef: roleRef('Role', name), subjects: [subject(order)] },
  ];
}

function clusterRole(name: string, rules: readonly Rule[], order: RightsOrder): readonly Manifest[] {
  if (rules.length === 0) return [];
  const metadata = { name, labels: LABELS };
  return [
    { apiVersion: API, kind: 'ClusterRole', metadata, rules: rules.map(asRule) },
    {
      apiVersion: API,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: roleRef('ClusterRole', name),
      subjects: [subject(order)],
    },
  ];
}

const asRule = ({ group, resources, verbs }: Rule) => ({
  apiGroups: [group],
  resources: [...resources],
  verbs: [...verbs],
});

const roleRef = (kind: 'Role' | 'ClusterRole', name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });

const subject = ({ serviceAccount: { namespace, name } }: RightsOrder) => ({ kind: 'ServiceAccount', namespace, name });
