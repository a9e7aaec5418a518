import { setImmediate } from 'node:timers/promises';
import type { Cluster, ClusterObject, NewObject } from '../../../activities/cluster.ts';
import type { Ports } from '../../../activities/ports.ts';
import type { SnapshotCall } from '../../../activities/snapshots/snapshotter.ts';
import {
  type CsiVolumeSnapshot,
  csiVolumeSnapshot,
} from '../../../experiments/definition/snapshots/csi-volume-snapshot.ts';
import { customKind, type FakeCluster, fakeCluster } from '../../support/fake-cluster.ts';
import { ControllersDouble } from './csi-controllers.ts';

const SNAPSHOT_API = 'snapshot.storage.k8s.io/v1';
const KINDS = [
  customKind(SNAPSHOT_API, 'VolumeSnapshot'),
  customKind(SNAPSHOT_API, 'VolumeSnapshotContent', { namespaced: false }),
  customKind(SNAPSHOT_API, 'VolumeSnapshotClass', { namespaced: false, plural: 'volumesnapshotclasses' }),
];
const LOOKED_AT = [
  'Namespace',
  'ServiceAccount',
  'VolumeSnapshot',
  'VolumeSnapshotContent',
  'PersistentVolumeClaim',
  'StatefulSet',
  'Pod',
];
export const SET = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'shop', name: 'ledger' } as const;

export interface CsiWorld {
  readonly cluster: FakeCluster;
  readonly double: ControllersDouble;
  readonly said: string[];
  now: number;
  call(given?: Partial<CsiVolumeSnapshot>): SnapshotCall<'csi-volume-snapshot'>;
  /** What is in each volume of a namespace, by the name of its claim. */
  contents(namespace?: string): Readonly<Record<string, string | undefined>>;
  /** An application writes. */
  write(claim: string, text: string): void;
  seen(kind: string): readonly ClusterObject[];
}

/** A stateful set of two with a volume each, on a fake cluster with a double of its controllers. */
export function csiWorld(extra: readonly NewObject[] = []): CsiWorld {
  const data = new Map<string, string>();
  const time = { now: Date.UTC(2026, 10, 20) };
  const fake = fakeCluster({
    kinds: KINDS,
    objects: [setOfTwo(), ...[0, 1].map(claim), snapshotClass(), ...extra],
    now: () => time.now,
  });
  const double = new ControllersDouble(fake, data);
  const seen = (kind: string) => allOf(fake, kind);
  const settle = () => double.settle(LOOKED_AT.flatMap(seen));
  const claimNamed = (name: string) =>
    seen('PersistentVolumeClaim').find(({ metadata }) => metadata.namespace === 'shop' && metadata.name === name);
  const world: CsiWorld = {
    cluster: fake,
    double,
    said: [],
    get now() {
      return time.now;
    },
    set now(at) {
      time.now = at;
    },
    seen,
    contents: (namespace = 'shop') =>
      Object.fromEntries(
        seen('PersistentVolumeClaim')
          .filter(({ metadata }) => metadata.namespace === namespace)
          .map(({ metadata }) => [metadata.name, data.get(metadata.uid)]),
      ),
    write: (name, text) => void data.set(claimNamed(name)?.metadata.uid ?? '', text),
    call: (given = {}) => ({
      settings: { ...csiVolumeSnapshot.parse({ namespace: 'shop', statefulSet: 'ledger' }), ...given },
      ports: portsOf(world, settled(fake, settle)),
      signal: new AbortController().signal,
      progress: (text) => void world.said.push(text),
    }),
  };
  for (const at of [0, 1]) world.write(`data-ledger-${at}`, `state of ${at}`);
  settle();
  return world;
}

/** The controllers act whenever somebody looks. */
function settled(fake: FakeCluster, settle: () => void): Cluster {
  return {
    ...fake,
    get: async (key, signal) => {
      settle();
      return fake.get(key, signal);
    },
    list: async (query, signal) => {
      settle();
      return fake.list(query, signal);
    },
  };
}

/** Without a call, so that a test counts only ours. */
function allOf(fake: FakeCluster, kind: string): readonly ClusterObject[] {
  return fake.everything().filter((object) => object.kind === kind);
}

function portsOf(world: CsiWorld, cluster: Cluster): Ports {
  const clock: Ports['clock'] = {
    now: () => world.now,
    monotonic: () => world.now,
    async sleep(ms, signal) {
      await setImmediate();
      signal?.throwIfAborted();
      world.now += ms;
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this snapshotter touches no other port
  return { clock, cluster } as Ports;
}

function setOfTwo(): NewObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { namespace: 'shop', name: 'ledger' },
    spec: { replicas: 2, volumeClaimTemplates: [{ metadata: { name: 'data' } }], template: { spec: {} } },
  };
}

function claim(at: number): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      namespace: 'shop',
      name: `data-ledger-${at}`,
      labels: { app: 'ledger' },
      annotations: { 'volume.kubernetes.io/storage-provisioner': 'double.csi', team: 'storage' },
    },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'double',
      volumeName: `pv-${at}`,
      resources: { requests: { storage: '1Ki' } },
    },
    status: { phase: 'Bound' },
  };
}

function snapshotClass(): NewObject {
  return {
    apiVersion: SNAPSHOT_API,
    kind: 'VolumeSnapshotClass',
    metadata: { name: 'double', annotations: { 'snapshot.storage.kubernetes.io/is-default-class': 'true' } },
    driver: 'double.csi',
    deletionPolicy: 'Delete',
  };
}
