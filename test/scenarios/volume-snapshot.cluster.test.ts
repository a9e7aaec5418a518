import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../activities/cluster.ts';
import { RESTORING } from '../../activities/kubernetes/restoring.ts';
import { SNAPSHOT_API } from '../../activities/snapshots/csi-volume-snapshot/names.ts';
import type { PlannedExperiment, PlannedFault } from '../../experiments/definition/plan.ts';
import { csiVolumeSnapshot } from '../../experiments/definition/snapshots/csi-volume-snapshot.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { type GameDays, startGameDays } from '../support/game-days.ts';
import { startApiRelay } from '../support/api-relay.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { aVolumeWorkload, type VolumeWorkload } from '../support/volume-workload.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

onCluster('a game day that damages the data of a stateful set, with snapshots by a CSI driver double', () => {
  const cluster: Cluster = liveCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let ledger: VolumeWorkload;
  let worker: WorkerChild;

  const newWorker = (kubeconfig = KUBECONFIG) =>
    startWorker({
      address: days.temporal.address,
      store: days.store,
      state: days.state,
      special: { KUBECONFIG: kubeconfig, GAMEDAY_KUBERNETES_NAMESPACE: place.name },
    });

  beforeAll(async () => {
    [days, place] = await Promise.all([startGameDays(), aNamespace(cluster, 'volumes')]);
    ledger = await aVolumeWorkload(cluster, place.name, 2);
  }, 600_000);
  afterAll(async () => {
    await Promise.all([place.remove(), days.stop()]);
  }, 180_000);
  beforeEach(async () => {
    worker = await newWorker();
    await ledger.write(0, 'state of 0');
  }, 180_000);
  afterEach(() => worker.kill());

  /** Its undo cannot bring the data back. */
  const damaging = (more: object = {}): PlannedExperiment => {
    const inPod = ['kubectl', '--kubeconfig', KUBECONFIG ?? '', '-n', place.name, 'exec', 'ledger-0', '--', 'sh', '-c'];
    const fault: PlannedFault = {
      name: 'damage the data',
      kind: 'command',
      settings: {
        inject: [...inPod, 'echo gone >/data/text'],
        undo: ['true'],
        verify: ['true'],
        observe: [...inPod, 'grep -q gone /data/text'],
        expiry: 'none',
        timeout: 20_000,
      },
      target: { kind: 'resource', settings: { name: `ledger in ${place.name}` }, mode: 'one' },
      hold: 300,
    };
    const settings = csiVolumeSnapshot.parse({ namespace: place.name, statefulSet: 'ledger', ...more });
    const there = { namespace: place.name, name: 'ledger-0', exitCode: 0 };
    return anExperiment('http://127.0.0.1:1', {
      slis: [],
      snapshot: { kind: 'csi-volume-snapshot', settings },
      steadyState: [
        {
          name: 'the state is there',
          kind: 'kubernetes-exec',
          settings: { ...there, command: ['grep', '-q', 'state of 0', '/data/text'] },
          timeout: 20_000,
        },
      ],
      faults: [fault],
      recovery: { within: 1_000, settle: 100 },
      afterwards: { verifySnapshot: true, restoreIf: 'broken' },
    });
  };
  const read = async () =>
    (await cluster.get({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: place.name, name: 'ledger' }))!;

  const untilAtZero = () =>
    eventually(async () => (await read()).metadata.labels?.[RESTORING] !== undefined, 120_000, 'it is scaled to 0');

  async function isPutBack(): Promise<void> {
    expect(await ledger.texts()).toEqual(['state of 0', 'state of 1']);
    const { metadata, spec } = await read();
    expect(spec).toMatchObject({ replicas: 2 });
    expect(metadata.labels).not.toHaveProperty(RESTORING);
  }

  it('puts the volumes back, and keeps aside what was there', async () => {
    const { verdict, experiments } = await (await days.start(aPlan([damaging()]))).result();
    expect(verdict).toMatchObject({ hypothesis: 'broken', restored: 'yes', residue: [] });
    expect(experiments[0]!.snapshot).toMatchObject({
      reference: { kind: 'csi-volume-snapshot', files: 2, verified: 'ready' },
      verifiedAfterwards: 'yes',
      restored: 'yes',
      detail: expect.stringMatching(/^what was there is kept as volumesnapshots gameday-aside-/),
    });
    await isPutBack();
  }, 240_000);

  it('puts them back although the worker is killed while the set is at 0: the next one goes on', async () => {
    const handle = await days.start(aPlan([damaging()]));
    await untilAtZero();
    await worker.kill();
    worker = await newWorker();
    const { experiments } = await handle.result();
    expect(experiments[0]!.snapshot).toMatchObject({ restored: 'yes' });
    await isPutBack();
  }, 240_000);

  it('puts them back although the API server is away for half a minute while the set is at 0', async () => {
    await worker.kill();
    const relay = await startApiRelay(KUBECONFIG ?? '');
    try {
      worker = await newWorker(relay.kubeconfig);
      const handle = await days.start(aPlan([damaging()]));
      await untilAtZero();
      await relay.cut();
      await sleep(30_000);
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await relay.mend();
      const { experiments } = await handle.result();
      expect(experiments[0]!.snapshot).toMatchObject({ restored: 'yes' });
      await isPutBack();
    } finally {
      await relay.stop();
    }
  }, 300_000);

  it('is refused, before any fault, in the words of a driver that cannot take the snapshot', async () => {
    const name = `${place.name}-full`;
    const metadata = { name };
    const kind = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshotClass' };
    const parameters = { fail: 'the array is full' };
    await cluster.create({ ...kind, metadata, driver: 'double.gameday.dev', deletionPolicy: 'Delete', parameters });
    try {
      const { verdict, experiments } = await (await days.start(aPlan([damaging({ class: name })]))).result();
      expect(verdict).toMatchObject({ ended: 'refused', restored: 'yes' });
      expect(verdict.reasons.join('\n')).toMatch(/no snapshot, no fault: .*data-ledger-\d: .*the array is full/);
      expect(experiments[0]!.faults).toEqual([]);
      const query = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshot', namespace: place.name };
      const left = async () => (await cluster.list(query)).filter(({ spec }) => JSON.stringify(spec).includes(name));
      await eventually(async () => (await left()).length === 0, 60_000, 'nothing half-done is left');
    } finally {
      await cluster.delete({ ...kind, name });
    }
  }, 240_000);
});
