import { createClock } from '../../activities/adapters/clock.ts';
import type { Ports } from '../../activities/ports.ts';
import { setOf, SNAPSHOT_API } from '../../activities/snapshots/csi-volume-snapshot/names.ts';
import { csiVolumeSnapshot } from '../../experiments/definition/snapshots/csi-volume-snapshot.ts';
import { aNamespace, liveCluster } from '../support/live-cluster.ts';
import { aVolumeWorkload } from '../support/volume-workload.ts';
import { contractOf, type Subject } from './snapshot-contract.ts';

/** The real snapshot controller, provisioner and kubelet; the driver itself is a double that keeps files. */
contractOf('csi-volume-snapshot', onTheCluster, { place: ', on the cluster with a CSI driver double' });

async function onTheCluster(): Promise<Subject<'csi-volume-snapshot'>> {
  const cluster = liveCluster();
  const place = await aNamespace(cluster, 'snapshots');
  const namespace = place.name;
  const ledger = await aVolumeWorkload(cluster, namespace, 1);
  let offset = 0;
  const real = createClock();
  const clock: Ports['clock'] = { ...real, now: () => real.now() + offset };
  const settings = csiVolumeSnapshot.parse({
    namespace,
    statefulSet: 'ledger',
    class: 'gameday-double',
    timeout: '2m',
  });
  return {
    call: {
      settings: { ...settings, keep: 1, keepFor: 1000 },
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this snapshotter touches no other port
      ports: { clock, cluster } as Ports,
      signal: new AbortController().signal,
      progress: () => undefined,
    },
    canBeCompared: false,
    named: `1 claim in ${namespace} (data-ledger-0), by class gameday-double (driver double.gameday.dev; deletionPolicy Delete`,
    change: () => ledger.write(0, 'changed'),
    state: async () => ({ texts: await ledger.texts(), spec: (await ledger.read())?.['spec'] }),
    async damageCopyOf(id) {
      const query = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshot', namespace };
      const [volume] = await cluster.list({ ...query, labels: `gameday.dev/snapshot=${setOf(id)}` });
      const name = `snapcontent-${volume?.metadata.uid}`;
      await cluster.delete({ apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshotContent', name });
    },
    later: (ms) => void (offset += ms),
    destroy: place.remove,
  };
}
