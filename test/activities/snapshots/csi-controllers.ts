import type { ClusterObject, NewObject } from '../../../activities/cluster.ts';
import type { FakeCluster } from '../../support/fake-cluster.ts';

const SNAPSHOT_API = 'snapshot.storage.k8s.io/v1';

/** What the double does wrong, when a test says so. */
export interface Trouble {
  /** The driver refuses every snapshot with these words. */
  refuses?: string;
  /** Snapshots never become ready. */
  hangs?: boolean;
  /** Pods do not end when their set is scaled down. */
  podsStay?: boolean;
  /** Pods of the set never become ready. */
  podsFail?: boolean;
  /** A restore test ends with 1, and these words. */
  checkFails?: string;
}

/**
 * A double of the snapshot controller, a CSI driver with a provisioner, and the controller of stateful sets: what they would
 * do on a real cluster, done at once each time somebody looks. What is in a volume is a text, by the uid of its claim.
 */
export class ControllersDouble {
  readonly #cluster: FakeCluster;
  readonly data: Map<string, string>;
  readonly #cut = new Map<string, string>();
  readonly trouble: Trouble = {};
  /** Somebody changes what was just written. */
  afterCut: () => void = () => undefined;

  constructor(cluster: FakeCluster, data: Map<string, string>) {
    this.#cluster = cluster;
    this.data = data;
  }

  settle(all: readonly ClusterObject[]): void {
    const of = (kind: string) => all.filter((object) => object.kind === kind);
    for (const { metadata } of of('Namespace')) this.#giveAccount(metadata.name, of('ServiceAccount'));
    for (const snapshot of of('VolumeSnapshot')) this.#cutSnapshot(snapshot, of('PersistentVolumeClaim'));
    for (const content of of('VolumeSnapshotContent')) this.#dropContent(content, of('VolumeSnapshot'));
    for (const claim of of('PersistentVolumeClaim')) this.#bind(claim, of('VolumeSnapshot'));
    for (const set of of('StatefulSet')) this.#run(set, of('Pod'));
    for (const pod of of('Pod')) this.#check(pod);
  }

  /** What the snapshots whose names begin so have kept, sorted by name. */
  kept(prefix: string): readonly (string | undefined)[] {
    return this.#cluster
      .everything()
      .filter(({ kind, metadata }) => kind === 'VolumeSnapshot' && metadata.name.startsWith(`${prefix}-`))
      .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .map(({ metadata }) => this.#cut.get(metadata.uid));
  }

  #giveAccount(namespace: string, accounts: readonly ClusterObject[]): void {
    if (accounts.some(({ metadata }) => metadata.namespace === namespace)) return;
    this.#cluster.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name: 'default' } });
  }

  #cutSnapshot(snapshot: ClusterObject, claims: readonly ClusterObject[]): void {
    const { status, spec, metadata } = snapshot as {
      status?: object;
      spec?: { source?: { persistentVolumeClaimName?: string; volumeSnapshotContentName?: string } };
    } & ClusterObject;
    const given = spec?.source?.volumeSnapshotContentName;
    if (given !== undefined && status === undefined) return this.#bindTo(given, snapshot);
    if (status !== undefined || this.trouble.hangs) return;
    if (this.trouble.refuses !== undefined) {
      return this.#say(snapshot, { readyToUse: false, error: { message: this.trouble.refuses } });
    }
    const claim = claims.find((one) => one.metadata.name === spec?.source?.persistentVolumeClaimName);
    this.#cut.set(metadata.uid, this.data.get(claim?.metadata.uid ?? '') ?? '');
    const name = `snapcontent-${metadata.uid}`;
    this.#cluster.put({
      apiVersion: SNAPSHOT_API,
      kind: 'VolumeSnapshotContent',
      metadata: { name },
      spec: { driver: 'double.csi', deletionPolicy: 'Delete', volumeSnapshotRef: { uid: metadata.uid } },
      status: { readyToUse: true, snapshotHandle: `handle-${metadata.uid}`, restoreSize: 1024 },
    });
    this.#say(snapshot, {
      readyToUse: true,
      boundVolumeSnapshotContentName: name,
      creationTime: metadata.creationTimestamp,
      restoreSize: '1Ki',
    });
    this.afterCut();
  }

  /** A content that somebody made by hand names what is in the storage. */
  #bindTo(name: string, snapshot: ClusterObject): void {
    const content = this.#cluster.everything().find(({ metadata }) => metadata.name === name);
    const { source } = (content?.['spec'] ?? {}) as { source?: { snapshotHandle?: string } };
    this.#cut.set(snapshot.metadata.uid, this.#cut.get(source?.snapshotHandle?.replace('handle-', '') ?? '') ?? '');
    this.#say(snapshot, { readyToUse: true, boundVolumeSnapshotContentName: name });
  }

  #dropContent(content: ClusterObject, snapshots: readonly ClusterObject[]): void {
    if (!content.metadata.name.startsWith('snapcontent-')) return;
    const isOwned = snapshots.some(({ metadata }) => content.metadata.name === `snapcontent-${metadata.uid}`);
    if (!isOwned) this.#cluster.vanish(keyOf(content));
  }

  #bind(claim: ClusterObject, snapshots: readonly ClusterObject[]): void {
    const { status, spec } = claim as {
      status?: { phase?: string };
      spec?: { dataSource?: { name: string } };
    } & ClusterObject;
    if (status?.phase === 'Bound') return;
    const from = snapshots.find(
      ({ metadata: { namespace, name } }) => namespace === claim.metadata.namespace && name === spec?.dataSource?.name,
    );
    if (from === undefined) return;
    this.data.set(claim.metadata.uid, this.#cut.get(from.metadata.uid) ?? '');
    this.#say(claim, { phase: 'Bound' });
  }

  #run(set: ClusterObject, pods: readonly ClusterObject[]): void {
    const { replicas = 1 } = set['spec'] as { replicas?: number };
    const { namespace, name, uid, generation } = set.metadata;
    const isThere = (at: number) =>
      pods.some(({ metadata }) => metadata.namespace === namespace && metadata.name === `${name}-${at}`);
    for (let at = 0; at < replicas; at += 1) if (!isThere(at)) this.#cluster.put(podOf(set, at));
    const over = pods.filter(
      ({ metadata }) =>
        metadata.ownerReferences?.[0]?.uid === uid && Number(metadata.name.split('-').at(-1)) >= replicas,
    );
    if (!this.trouble.podsStay) for (const pod of over) this.#cluster.vanish(keyOf(pod));
    const readyReplicas = this.trouble.podsFail ? 0 : replicas;
    this.#say(set, { observedGeneration: generation, readyReplicas });
  }

  #check(pod: ClusterObject): void {
    const { name } = pod.metadata;
    if (!/^(check|scrub-\d+)$/.test(name) || pod['status'] !== undefined) return;
    const message = this.trouble.checkFails;
    if (message === undefined && name !== 'check') this.#scrub(pod);
    const terminated = { exitCode: message === undefined ? 0 : 1, ...(message === undefined ? {} : { message }) };
    const phase = message === undefined ? 'Succeeded' : 'Failed';
    this.#say(pod, { phase, containerStatuses: [{ name, restartCount: 0, state: { terminated } }] });
  }

  /** Appends the words of its command to what is in each of its volumes. */
  #scrub({ metadata, spec }: ClusterObject): void {
    const { containers, volumes } = spec as {
      containers: { command: string[] }[];
      volumes: { persistentVolumeClaim: { claimName: string } }[];
    };
    for (const { persistentVolumeClaim } of volumes) {
      const claim = this.#cluster
        .everything()
        .find(
          (one) =>
            one.kind === 'PersistentVolumeClaim' &&
            one.metadata.namespace === metadata.namespace &&
            one.metadata.name === persistentVolumeClaim.claimName,
        );
      const before = this.data.get(claim?.metadata.uid ?? '') ?? '';
      this.data.set(claim?.metadata.uid ?? '', `${before} ${containers[0]?.command.join(' ')}`);
    }
  }

  #say(object: ClusterObject, status: object): void {
    this.#cluster.change(keyOf(object), (now) => ({ ...now, status }), 'controller');
  }
}

function podOf({ metadata }: ClusterObject, at: number): NewObject {
  const { namespace = '', name, uid } = metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace,
      name: `${name}-${at}`,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name, uid, controller: true }],
    },
    spec: {
      containers: [{ name: 'main' }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-${name}-${at}` } }],
    },
    status: { phase: 'Running' },
  };
}

export const keyOf = ({ apiVersion, kind, metadata: { namespace, name } }: ClusterObject) => ({
  apiVersion,
  kind,
  name,
  ...(namespace === undefined ? {} : { namespace }),
});
