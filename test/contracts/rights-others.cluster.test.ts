import { jest } from '@jest/globals';
import { createClock } from '../../activities/adapters/clock.ts';
import { environmentClone } from '../../activities/faults/environment-clone.ts';
import { createIdentifyClone } from '../../activities/faults/environment-clone/identify.ts';
import type { Ports } from '../../activities/ports.ts';
import { measurePoint } from '../../activities/probes/index.ts';
import { csiVolumeSnapshot as snapshotter } from '../../activities/snapshots/csi-volume-snapshot.ts';
import { rightsManifests } from '../../client/rights/manifests.ts';
import { environmentClone as settingsOfClone } from '../../experiments/definition/environment.ts';
import { kubernetesExec } from '../../experiments/definition/probes/kubernetes-exec.ts';
import { kubernetes } from '../../experiments/definition/probes/kubernetes.ts';
import type { OtherKind } from '../../experiments/definition/rights/other-rights.ts';
import { csiVolumeSnapshot } from '../../experiments/definition/snapshots/csi-volume-snapshot.ts';
import { probePorts } from '../activities/probes/probe-ports.ts';
import { eventually } from '../support/eventually.ts';
import { aNamespace, liveCluster } from '../support/live-cluster.ts';
import { rightsGiven, rightsTaken } from '../support/rights-given.ts';
import { aServiceAccount, type TestServiceAccount } from '../support/service-account.ts';
import { aVolumeWorkload, type VolumeWorkload } from '../support/volume-workload.ts';

jest.setTimeout(300_000);

const options = (cluster: TestServiceAccount['cluster']) => ({
  timeoutMs: 10_000,
  signal: new AbortController().signal,
  ports: probePorts({ cluster }),
});

describe('a worker with just the rights for', () => {
  const admin = liveCluster();
  const undo: (() => Promise<void>)[] = [];
  let namespace: string;
  let ledger: VolumeWorkload;
  beforeAll(async () => {
    const place = await aNamespace(admin, 'may-others');
    undo.push(() => place.remove());
    namespace = place.name;
    ledger = await aVolumeWorkload(admin, namespace, 1);
  });
  afterAll(async () => {
    for (const one of undo.toReversed()) await one();
  });

  async function workerFor(...kinds: readonly OtherKind[]): Promise<TestServiceAccount> {
    const name = kinds.join('-and-');
    const account = await aServiceAccount(admin, namespace, name);
    const serviceAccount = { namespace, name };
    const manifests = rightsManifests({
      faults: [],
      others: kinds,
      namespaces: [namespace],
      records: namespace,
      serviceAccount,
    });
    undo.push(
      () => account.remove(),
      () => rightsTaken(admin, manifests),
    );
    await rightsGiven(admin, manifests);
    return account;
  }

  const callOf = (cluster: TestServiceAccount['cluster'], more: object = {}) => ({
    settings: csiVolumeSnapshot.parse({ namespace, statefulSet: 'ledger', ...more }),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this snapshotter touches no other port
    ports: { clock: createClock(), cluster } as Ports,
    signal: new AbortController().signal,
    progress: () => undefined,
  });

  it('the kubernetes probe looks at all that it can look at', async () => {
    const { cluster } = await workerFor('kubernetes');
    const look = (settings: object) =>
      measurePoint({ kind: 'kubernetes', settings: kubernetes.parse({ namespace, ...settings }) }, options(cluster));
    expect(await look({ kind: 'StatefulSet', name: 'ledger', ready: 'all' })).toMatchObject({ result: 'good' });
    expect(await look({ labels: 'app=ledger', restarts: 0 })).toMatchObject({ result: 'good' });
    expect(await look({ labels: 'app=ledger', events: { reason: 'BackOff' } })).toMatchObject({ result: 'good' });
    const field = { path: '$.status.phase', is: 'Bound' };
    expect(await look({ kind: 'PersistentVolumeClaim', name: 'data-ledger-0', field })).toMatchObject({
      result: 'good',
    });
    const elsewhere = { namespace: 'default', kind: 'Pod', labels: 'a=b', ready: 'all' };
    expect(await look(elsewhere)).toMatchObject({ result: 'unknown', detail: expect.stringContaining('forbid') });
  });

  it('the kubernetes-exec probe runs a program', async () => {
    const { cluster } = await workerFor('kubernetes-exec');
    const settings = kubernetesExec.parse({ namespace, name: 'ledger-0', command: ['cat', '/data/text'] });
    expect(await measurePoint({ kind: 'kubernetes-exec', settings }, options(cluster))).toMatchObject({
      result: 'good',
    });
  });

  it('snapshots of volumes are tested by a restore elsewhere, and nothing of that stays', async () => {
    const { cluster } = await workerFor('csi-volume-snapshot', 'restore-test');
    const restoreTest = {
      image: 'gameday/busybox:1',
      command: ['grep', '-q', 'state of 0', '/volumes/data-ledger-0/text'],
    };
    const call = callOf(cluster, { restoreTest });
    expect(await snapshotter.take('tested', call)).toMatchObject({ verified: 'restore-tested' });
    const wrong = { ...restoreTest, command: ['sh', '-c', 'echo nothing like it; exit 3'] };
    await expect(snapshotter.take('wrong', callOf(cluster, { restoreTest: wrong }))).rejects.toMatchObject({
      message: expect.stringContaining('the check exited with 3: nothing like it'),
    });
    const places = await admin.list({ apiVersion: 'v1', kind: 'Namespace', labels: 'gameday.dev/restore-test' });
    expect(places.filter(({ metadata }) => metadata.deletionTimestamp === undefined)).toEqual([]);
    const query = { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotContent' };
    const contents = await admin.list({ ...query, labels: 'gameday.dev/restore-test' });
    expect(contents.filter(({ metadata }) => metadata.deletionTimestamp === undefined)).toEqual([]);
  });

  it('a copy of an environment is made, runs, and is removed', async () => {
    const { cluster } = await workerFor('csi-volume-snapshot', 'environment-clone');
    const { ports, signal, ...call } = callOf(cluster);
    const { id: snapshotId } = await snapshotter.take('cloned', { ...call, ports, signal });
    const copy = [{ kind: 'StatefulSet', name: 'ledger' }];
    const scrub = [{ command: ['rm', '/volumes/data-ledger-0/text'], image: 'gameday/busybox:1' }];
    const clone = `${namespace}-clone`;
    const settings = {
      ...settingsOfClone.parse({ namespace: clone, copy, scrub }),
      from: namespace,
      snapshotId,
    };
    const target = await createIdentifyClone(ports)(settings);
    const order = { faultId: 'day/1/environment@kubernetes', expiresAt: Date.now() + 300_000, settings, target };
    const baseline = await environmentClone.prepareUndo({ ...order, ports, signal });
    const prepared = { ...order, baseline, ports, signal };
    await environmentClone.inject(prepared);
    expect(await environmentClone.observe(prepared)).toMatchObject({ observed: true });
    await environmentClone.undo(prepared);
    await eventually(async () => (await environmentClone.verifyUndone(prepared)).length === 0, 60_000, 'it is gone');
    expect(await admin.get({ apiVersion: 'v1', kind: 'Namespace', name: clone })).toBeUndefined();
  });

  it('snapshots of volumes are taken, verified, put back and thrown away', async () => {
    const { cluster } = await workerFor('csi-volume-snapshot');
    const call = callOf(cluster);
    expect(await snapshotter.preview(call)).toContain('class gameday-double');
    const reference = await snapshotter.take('run', call);
    expect(await snapshotter.verify(reference, call)).toEqual([]);
    await ledger.write(0, 'changed');
    await snapshotter.restore(reference, call);
    expect(await ledger.texts()).toEqual(['state of 0']);
    expect(await snapshotter.discardOld(reference, call)).toEqual([]);
  });
});
