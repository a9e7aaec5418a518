import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, made } from './cluster-workload.ts';

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * A double of a network plug-in that enforces policies, which the cluster for tests does not have: the probe in the pod fails
 * exactly while the API server has a policy in this namespace.
 */
export const networkPolicyRig: ClusterRig<'network-policy'> = async ({ cluster, namespace }) => {
  const rules = [{ apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['list'] }];
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { namespace, name: 'see-policies' } };
  await made(cluster, { ...rbac, kind: 'Role', rules });
  await made(cluster, {
    ...rbac,
    kind: 'RoleBinding',
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'see-policies' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace }],
  });
  const web = await aWorkload(cluster, namespace, { replicas: 1, container: { image: 'gameday/node:20' } });
  const policies = () => cluster.list({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace });
  const url = `https://$KUBERNETES_SERVICE_HOST/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
  const ask = `curl -sfk -m 3 -H "Authorization: Bearer $(cat ${TOKEN})" "${url}" | grep -q '"items": *\\[\\]'`;
  return {
    settings: { deny: 'both', allow: [], probe: { exec: ['sh', '-c', ask], timeout: 30_000 } },
    target: () => web.identity(),
    effects: async () => (await policies()).length,
    state: async () => ({ policies: (await policies()).length, ready: (await web.pods()).length }),
    vanish: () => web.remove(),
    vanished: 'done',
    stop: async () => {},
  };
};
