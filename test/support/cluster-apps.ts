import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import type { Cluster, ClusterObject, NewObject } from '../../activities/cluster.ts';
import { isLeaving, isReady } from '../../activities/kubernetes/pod-state.ts';
import { eventually } from './eventually.ts';

export interface ClusterApp {
  /** Of its Service, reached from this machine. */
  readonly url: string;
  /** All that are there to stay, ready or not. */
  pods(): Promise<readonly ClusterObject[]>;
}

/** The HTTP service of three replicas (test/cluster/apps/web.yaml). Resolves when all are ready and it answers. */
export async function startWeb(cluster: Cluster, namespace: string): Promise<ClusterApp> {
  for (const object of objectsOf('web')) {
    const created = await cluster.create(
      { ...object, metadata: { ...object.metadata, namespace } },
      { manager: 'test' },
    );
    if (created.outcome !== 'written') throw new Error(`${object.kind} was not created: ${JSON.stringify(created)}`);
  }
  const all = () => cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: 'app=web' });
  const pods = async () => (await all()).filter((pod) => !isLeaving(pod));
  await eventually(async () => (await pods()).filter(isReady).length === 3, 90_000, 'three pods of web are ready');
  const service = await cluster.get({ apiVersion: 'v1', kind: 'Service', namespace, name: 'web' });
  const { clusterIP } = service!['spec'] as { readonly clusterIP: string };
  const url = `http://${clusterIP}`;
  await eventually(async () => (await fetch(`${url}/healthz`)).ok, 30_000, `${url} answers`);
  return { url, pods };
}

function objectsOf(app: string): readonly NewObject[] {
  const file = fileURLToPath(new URL(`../cluster/apps/${app}.yaml`, import.meta.url));
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as NewObject);
}
