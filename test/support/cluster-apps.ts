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

interface Web {
  /** Of its container, instead of that of the image. */
  readonly command?: readonly string[];
}

/** The HTTP service of three replicas (test/cluster/apps/web.yaml). Resolves when all are ready and it answers. */
export function startWeb(cluster: Cluster, namespace: string, { command }: Web = {}): Promise<ClusterApp> {
  const objects = objectsOf('web').map((object) =>
    object.kind === 'Deployment' && command !== undefined ? withCommand(object, command) : object,
  );
  return startApp(cluster, namespace, { name: 'web', replicas: 3, objects });
}

/** Three nodes of the ledger with a volume each, and its front door (test/cluster/apps/ledger.yaml). */
export function startLedgerApp(cluster: Cluster, namespace: string): Promise<ClusterApp> {
  return startApp(cluster, namespace, { name: 'ledger', replicas: 3, objects: objectsOf('ledger') });
}

interface App {
  readonly name: string;
  readonly replicas: number;
  readonly objects: readonly NewObject[];
}

async function startApp(cluster: Cluster, namespace: string, { name, replicas, objects }: App): Promise<ClusterApp> {
  for (const object of objects) {
    const placed = { ...object, metadata: { ...object.metadata, namespace } };
    const created = await cluster.create(placed, { manager: 'test' });
    if (created.outcome !== 'written') throw new Error(`${object.kind} was not created: ${JSON.stringify(created)}`);
  }
  const all = () => cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: `app=${name}` });
  const pods = async () => (await all()).filter((pod) => !isLeaving(pod));
  const areReady = async () => (await pods()).filter(isReady).length === replicas;
  await eventually(areReady, 120_000, `${replicas} pods of ${name} are ready`);
  const service = await cluster.get({ apiVersion: 'v1', kind: 'Service', namespace, name });
  const { clusterIP } = service!['spec'] as { readonly clusterIP: string };
  const url = `http://${clusterIP}`;
  const answers = () =>
    fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  await eventually(answers, 60_000, `${url} answers`);
  return { url, pods };
}

function objectsOf(app: string): readonly NewObject[] {
  const file = fileURLToPath(new URL(`../cluster/apps/${app}.yaml`, import.meta.url));
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as NewObject);
}

function withCommand(deployment: NewObject, command: readonly string[]): NewObject {
  const changed = structuredClone(deployment) as NewObject & {
    readonly spec: { readonly template: { readonly spec: { readonly containers: { command?: readonly string[] }[] } } };
  };
  changed.spec.template.spec.containers[0]!.command = command;
  return changed;
}
