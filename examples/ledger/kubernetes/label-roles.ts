import { readFileSync } from 'node:fs';
import { fieldsOf } from '../http/fields-of.ts';
import type { Cluster } from '../supervisor/cluster.ts';

const everyMs = 500;
const timeoutMs = 2_000;
const account = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Keeps the label `role` of the pods: leader or follower, so that people, services and experiments can find the leader by a
 * selector. A pod that replaces another one begins without the label.
 */
export function keepRolesLabelled(cluster: Cluster, onFailure: (error: unknown) => void): void {
  const look = async (): Promise<void> => {
    await labelRoles(cluster).catch(onFailure);
    setTimeout(() => void look(), everyMs);
  };
  void look();
}

async function labelRoles({ nodes, leader }: Cluster): Promise<void> {
  // Without a leader the labels stay: nobody is promoted yet.
  if (leader === undefined) return;
  const { items } = fieldsOf(await ask('GET', 'pods'));
  for (const pod of Array.isArray(items) ? items : []) {
    const { name, resourceVersion, labels } = fieldsOf(fieldsOf(pod)['metadata']);
    const role = name === leader.node.name ? 'leader' : 'follower';
    if (!nodes.some((node) => node.name === name) || fieldsOf(labels)['role'] === role) continue;
    // The resourceVersion: not the pod that has taken its place meanwhile.
    await ask('PATCH', `pods/${String(name)}`, { metadata: { resourceVersion, labels: { role } } });
  }
}

async function ask(method: 'GET' | 'PATCH', path: string, body?: unknown): Promise<unknown> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;
  const namespace = readFileSync(`${account}/namespace`, 'utf8');
  const answer = await fetch(`https://${host}:${port}/api/v1/namespaces/${namespace}/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${readFileSync(`${account}/token`, 'utf8')}`,
      'content-type': 'application/merge-patch+json',
    },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // The pod is gone, or was changed meanwhile: the next look comes soon.
  if (answer.status === 404 || answer.status === 409) return undefined;
  if (!answer.ok) throw new Error(`the API server answered ${answer.status} to ${method} ${path}`);
  return answer.json();
}
