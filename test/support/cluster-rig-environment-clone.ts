import { createClock } from '../../activities/adapters/clock.ts';
import type { ClusterObject } from '../../activities/cluster.ts';
import { notRunning } from '../../activities/faults/environment-clone/running.ts';
import { clusterUid } from '../../activities/kubernetes/cluster-uid.ts';
import type { Ports } from '../../activities/ports.ts';
import { csiVolumeSnapshot as snapshotter } from '../../activities/snapshots/csi-volume-snapshot.ts';
import { csiVolumeSnapshot } from '../../experiments/definition/snapshots/csi-volume-snapshot.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { eventually } from './eventually.ts';
import { aVolumeWorkload } from './volume-workload.ts';

/** One volume of a CSI driver double, and the stateful set on it; cloned with the real snapshot controller and provisioner. */
export const environmentCloneRig: ClusterRig<'environment-clone'> = async ({ cluster, namespace }) => {
  await aVolumeWorkload(cluster, namespace, 1);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- snapshots and clones touch no other port
  const ports = { cluster, clock: createClock() } as Ports;
  const { signal } = new AbortController();
  const snapshot = csiVolumeSnapshot.parse({ namespace, statefulSet: 'ledger' });
  const { id } = await snapshotter.take(`of ${namespace}`, {
    settings: snapshot,
    ports,
    signal,
    progress: () => undefined,
  });
  const clone = `${namespace}-clone`;
  const key = { apiVersion: 'v1', kind: 'Namespace', name: clone };
  const settings = {
    namespace: clone,
    from: namespace,
    snapshotId: id,
    copy: [{ kind: 'StatefulSet' as const, name: 'ledger' }],
    scrub: [],
    isolate: true,
    timeout: 120_000,
  };
  const target = {
    kind: 'kubernetes',
    key: `kubernetes/_/namespace/${clone}`,
    label: `namespace ${clone}`,
    apiVersion: 'v1',
    objectKind: 'Namespace',
    name: clone,
    uid: 'not made yet',
    cluster: await clusterUid(cluster),
  } as const;
  const isThere = async () => (await cluster.get(key)) !== undefined;
  return {
    settings,
    target: async () => target,
    async effects() {
      const call = { faultId: '', settings, target, expiresAt: 0, ports, signal };
      return (await isThere()) && (await notRunning(call)).length === 0 ? 1 : 0;
    },
    state: async () => ({
      isThere: await isThere(),
      contents: await mentioning(clone, 'snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent'),
      volumes: await mentioning(clone, 'v1', 'PersistentVolume'),
      original: (await cluster.get({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name: 'ledger' }))?.[
        'spec'
      ],
    }),
    async vanish() {
      await cluster.delete(key);
      await eventually(async () => !(await isThere()), 60_000, `namespace ${clone} is gone`);
    },
    vanished: 'done',
    stop: async () => void (await cluster.delete(key)),
  };

  async function mentioning(name: string, apiVersion: string, kind: string): Promise<readonly string[]> {
    const isOf = ({ spec }: ClusterObject) => JSON.stringify(spec).includes(`"namespace":"${name}"`);
    return (await cluster.list({ apiVersion, kind })).filter(isOf).map(({ metadata }) => metadata.name);
  }
};
