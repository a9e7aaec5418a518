import type { Cluster, ClusterObject, NewObject, ObjectKey } from '../../activities/cluster.ts';
import type { KubernetesIdentity } from '../../experiments/definition/identity.ts';
import { eventually } from './eventually.ts';

/** One object that a test has made. */
export interface Made {
  readonly key: ObjectKey;
  /** As it is now; fails when it is gone. */
  identity(): Promise<KubernetesIdentity>;
  read(): Promise<ClusterObject | undefined>;
  /** A merge patch, as by a colleague. */
  patch(body: unknown): Promise<void>;
  /** Resolves when it is gone. */
  remove(): Promise<void>;
}

export interface Workload extends Made {
  /** Running and ready, sorted by name. */
  pods(): Promise<readonly ClusterObject[]>;
  /** Until exactly so many pods are ready and no other is there. */
  ready(replicas: number): Promise<readonly ClusterObject[]>;
}

export async function made(cluster: Cluster, object: NewObject): Promise<Made> {
  const created = await cluster.create(object, { manager: 'test' });
  if (created.outcome !== 'written') throw new Error(`${object.kind} was not created: ${JSON.stringify(created)}`);
  const { apiVersion, kind, metadata } = created.object;
  const { name, namespace } = metadata;
  const key: ObjectKey = { apiVersion, kind, namespace, name };
  const read = () => cluster.get(key);
  return {
    key,
    read,
    async identity() {
      const found = await read();
      if (found === undefined) throw new Error(`${kind} ${name} is gone`);
      return identityOf(found);
    },
    async patch(body) {
      const { outcome } = await cluster.patch(key, { type: 'merge', body, manager: 'a-colleague' });
      if (outcome !== 'written') throw new Error(`${kind} ${name} was not patched: ${outcome}`);
    },
    async remove() {
      await cluster.delete(key, { propagation: 'Foreground', gracePeriodSeconds: 0 });
      await eventually(async () => (await read()) === undefined);
    },
  };
}

export function identityOf({ apiVersion, kind, metadata, spec }: ClusterObject): KubernetesIdentity {
  const { namespace, name, uid } = metadata;
  const node = kind === 'Pod' ? (spec as { readonly nodeName?: string }).nodeName : undefined;
  return {
    kind: 'kubernetes',
    key: `kubernetes/${namespace ?? '_'}/${kind.toLowerCase()}/${name}`,
    label: `${kind.toLowerCase()} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    apiVersion,
    objectKind: kind,
    namespace,
    name,
    uid,
    node,
  };
}

interface Special {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  readonly name?: string;
  readonly replicas?: number;
  /** Of the only container, over what is usual. */
  readonly container?: object;
  /** Of the pod, over what is usual. */
  readonly pod?: object;
}

/** Pods that idle and end at once; labelled `app: <name>`. Resolves when they are ready. */
export async function aWorkload(cluster: Cluster, namespace: string, special: Special = {}): Promise<Workload> {
  const { kind = 'Deployment', name = 'web', replicas = 2, container, pod } = special;
  const labels = { app: name };
  const idle = { name: 'main', image: 'gameday/busybox:1', imagePullPolicy: 'Never', command: ['sleep', '1000000'] };
  const spec = { terminationGracePeriodSeconds: 1, containers: [{ ...idle, ...container }], ...pod };
  const object = await made(cluster, {
    apiVersion: 'apps/v1',
    kind,
    metadata: { namespace, name, labels },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas }),
      ...(kind === 'StatefulSet' ? { serviceName: name, podManagementPolicy: 'Parallel' } : {}),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec },
    },
  });
  const all = () => cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: `app=${name}` });
  const pods = async () => (await all()).filter(isReady);
  const ready = (wanted: number) =>
    eventually(
      async () => {
        const there = await all();
        return there.length === wanted && there.every(isReady) && there;
      },
      60_000,
      `${wanted} ready pods of ${kind} ${namespace}/${name}`,
    );
  if (kind !== 'DaemonSet') await ready(replicas);
  return { ...object, pods, ready };
}

function isReady({ metadata, status }: ClusterObject): boolean {
  const { conditions = [] } = (status ?? {}) as { conditions?: { readonly type: string; readonly status: string }[] };
  const ready = conditions.find(({ type }) => type === 'Ready');
  return metadata.deletionTimestamp === undefined && ready?.status === 'True';
}
