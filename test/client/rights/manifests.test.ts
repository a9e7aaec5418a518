import { rightsManifests, type RightsOrder } from '../../../client/rights/manifests.ts';
import { clusterFaultKinds } from '../../../experiments/definition/rights/fault-rights.ts';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly name: string };
  readonly rules?: readonly { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[];
}

const manifests = (over: Partial<RightsOrder>): readonly Manifest[] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- manifests are plain JSON
  rightsManifests({
    faults: [],
    others: [],
    namespaces: ['shop'],
    records: 'gameday',
    serviceAccount: { namespace: 'gameday', name: 'worker' },
    ...over,
  }) as unknown as readonly Manifest[];
const places = (all: readonly Manifest[]) =>
  all.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`);
const verbsOn = (all: readonly Manifest[], resource: string) =>
  all.flatMap(({ rules = [] }) =>
    rules.filter(({ resources }) => resources.includes(resource)).flatMap(({ verbs }) => verbs),
  );

describe('the rights that are printed', () => {
  it('are a role in each namespace with targets, and one for the records', () => {
    expect(places(manifests({ faults: ['pod-kill'], namespaces: ['shop', 'db'] }))).toEqual([
      'Role shop/gameday-worker',
      'RoleBinding shop/gameday-worker',
      'Role db/gameday-worker',
      'RoleBinding db/gameday-worker',
      'Role gameday/gameday-worker-records',
      'RoleBinding gameday/gameday-worker-records',
      'Role kube-system/gameday-gameday-worker',
      'RoleBinding kube-system/gameday-gameday-worker',
    ]);
  });

  it('are cluster-wide only for what lives beside namespaces', () => {
    expect(places(manifests({ faults: ['cordon'], namespaces: [] }))).toEqual([
      'Role gameday/gameday-worker-records',
      'RoleBinding gameday/gameday-worker-records',
      'Role kube-system/gameday-gameday-worker',
      'RoleBinding kube-system/gameday-gameday-worker',
      'ClusterRole -/gameday-gameday-worker',
      'ClusterRoleBinding -/gameday-gameday-worker',
    ]);
  });

  it('let a worker do what was asked for, and nothing more', () => {
    expect(verbsOn(manifests({ faults: ['pod-kill'] }).slice(0, 1), 'pods')).toEqual(['delete', 'get', 'list']);
    expect(verbsOn(manifests({ faults: ['scale'] }).slice(0, 1), 'pods')).toEqual(['get', 'list']);
    expect(verbsOn(manifests({ others: ['kubernetes'] }), 'pods')).toEqual(['get', 'list']);
    expect(verbsOn(manifests({ others: ['kubernetes'] }), 'leases')).toEqual([]);
  });

  it('never let anybody read secrets, bind roles, or do everything', () => {
    const all = manifests({
      faults: clusterFaultKinds,
      others: ['kubernetes', 'kubernetes-exec', 'csi-volume-snapshot', 'cluster-health', 'disruption-budget'],
    });
    const rules = all.flatMap(({ rules: given = [] }) => given);
    expect(rules.flatMap(({ resources }) => resources)).not.toContain('secrets');
    expect(rules.flatMap(({ verbs }) => verbs)).not.toContain('*');
    expect(rules.flatMap(({ apiGroups }) => apiGroups)).not.toContain('rbac.authorization.k8s.io');
    expect(rules.filter(({ resources }) => resources.includes('*')).map(({ apiGroups }) => apiGroups)).toEqual([
      ['chaos-mesh.org'],
    ]);
  });

  it('say each thing once', () => {
    const [role] = manifests({ faults: clusterFaultKinds });
    const resources = (role?.rules ?? []).map(({ apiGroups, resources: [name] }) => `${apiGroups[0]}/${name}`);
    expect(new Set(resources).size).toBe(resources.length);
  });
});
