import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createCluster } from '../../activities/adapters/cluster.ts';
import type { Cluster } from '../../activities/cluster.ts';
import { eventually } from './eventually.ts';
import { KUBECONFIG } from './live-cluster.ts';

export interface TestServiceAccount {
  /** Of a file with its token, and nothing of the administrator's. */
  readonly kubeconfig: string;
  /** As it sees the cluster. */
  readonly cluster: Cluster;
  remove(): Promise<void>;
}

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: object }[];
}

/** A service account that may do nothing yet. It goes with its namespace. */
export async function aServiceAccount(admin: Cluster, namespace: string, name: string): Promise<TestServiceAccount> {
  await admin.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name } }, { manager: 'test' });
  const token = await tokenOf(admin, namespace, name);
  const { clusters }: Kubeconfig = parse(await readFile(KUBECONFIG ?? '', 'utf8'));
  const [first] = clusters;
  if (first === undefined) throw new Error(`${KUBECONFIG} has no cluster`);
  const folder = await mkdtemp(join(tmpdir(), 'gameday-account-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [first],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: first.name, user: name } }],
    'current-context': name,
  };
  await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return {
    kubeconfig,
    cluster: createCluster({ env: { KUBECONFIG: kubeconfig } }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A secret that the token controller fills: what is asked for by the API itself is a subresource, and short-lived. */
async function tokenOf(admin: Cluster, namespace: string, name: string): Promise<string> {
  const key = { apiVersion: 'v1', kind: 'Secret', namespace, name: `${name}-token` };
  await admin.create(
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace, name: key.name, annotations: { 'kubernetes.io/service-account.name': name } },
      type: 'kubernetes.io/service-account-token',
    },
    { manager: 'test' },
  );
  return await eventually(
    async () => {
      const { token } = ((await admin.get(key))?.['data'] ?? {}) as { readonly token?: string };
      return token !== undefined && Buffer.from(token, 'base64').toString('utf8');
    },
    30_000,
    `the token of ${namespace}/${name}`,
  );
}
