import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Cluster, ClusterObject } from '../../activities/cluster.ts';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import { experimentWorkflowId } from '../../workflows/messages.ts';
import { made } from '../support/cluster-workload.ts';
import { eventually } from '../support/eventually.ts';
import { type GameDays, startGameDays } from '../support/game-days.ts';
import { catalogued } from '../support/ledger.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { aVolumeWorkload, type VolumeWorkload } from '../support/volume-workload.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

const NAME = 'a-scrubbed-copy-of-a-store-survives-losing-a-pod';

onCluster('a game day in a disposable environment, with volumes of a CSI driver double', () => {
  const cluster: Cluster = liveCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let records: Awaited<ReturnType<typeof aNamespace>>;
  let ledger: VolumeWorkload;
  let worker: WorkerChild;
  let clone: string;
  let count = 0;

  const newWorker = () =>
    startWorker({
      address: days.temporal.address,
      store: days.store,
      state: days.state,
      special: { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records.name },
    });

  beforeAll(async () => {
    [days, place, records] = await Promise.all([
      startGameDays(),
      aNamespace(cluster, 'clone'),
      aNamespace(cluster, 'clone-records'),
    ]);
    await made(cluster, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace: place.name, name: 'ledger' },
      spec: { clusterIP: 'None', selector: { app: 'ledger' }, ports: [{ port: 80 }] },
    });
    ledger = await aVolumeWorkload(cluster, place.name, 2);
    await inPod(place.name, 'echo secret >/data/customers.dump && sync');
  }, 600_000);
  afterAll(async () => {
    await Promise.all([place.remove(), records.remove(), days.stop()]);
  }, 180_000);
  beforeEach(async () => {
    clone = `${place.name}-${(count += 1)}`;
    worker = await newWorker();
  }, 180_000);
  afterEach(() => worker.kill());

  const plan = (more: Record<string, string> = {}): GameDayPlan =>
    catalogued(NAME, {
      namespace: place.name,
      statefulSet: 'ledger',
      service: 'ledger',
      clone,
      image: 'gameday/busybox:1',
      ...more,
    });

  async function inPod(namespace: string, script: string): Promise<string> {
    const argv = ['sh', '-c', script];
    const result = await cluster.exec({ namespace, pod: 'ledger-0', argv, timeoutMs: 20_000 });
    return result.outcome === 'exited' ? result.stdout.trim() : result.outcome;
  }

  /** Snapshot, copies and start take longer than the rig usually waits. */
  const untilHolding = (handle: { readonly workflowId: string }) =>
    eventually(
      () => days.experiment(handle, 1, ({ phase }) => ['holding', 'ended'].includes(phase)).catch(() => undefined),
      180_000,
      'its fault is on',
    );

  const namespace = () => cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: clone });
  const isOf = ({ spec }: ClusterObject) => JSON.stringify(spec).includes(`"namespace":"${clone}"`);
  async function traces(): Promise<readonly string[]> {
    const kinds = [
      ['v1', 'PersistentVolume'],
      ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent'],
    ] as const;
    const lists = await Promise.all(kinds.map(([apiVersion, kind]) => cluster.list({ apiVersion, kind })));
    return lists
      .flat()
      .filter(isOf)
      .map(({ metadata }) => metadata.name);
  }
  async function isRemoved(): Promise<void> {
    expect(await namespace()).toBeUndefined();
    expect(await traces()).toEqual([]);
    expect(await ledger.texts()).toEqual(['state of 0', 'state of 1']);
    expect(await inPod(place.name, 'cat /data/customers.dump')).toBe('secret');
  }

  it('hits a scrubbed copy, and leaves nothing of it', async () => {
    const handle = await days.start(plan());
    await untilHolding(handle);
    // The fault may have killed just this pod.
    const seen = () => inPod(clone, 'ls /data && cat /data/text').catch(() => '');
    await eventually(async () => (await seen()) === 'text\nstate of 0', 60_000, 'the scrubbed copy');
    const { verdict, experiments } = await handle.result();
    expect(verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [] });
    expect(experiments[0]).toMatchObject({
      environment: 'staging',
      clone: {
        fault: 'environment-clone',
        restored: 'yes',
        effect: { observed: 'yes' },
        verifiedAt: expect.any(Number),
      },
      faults: [{ fault: 'pod-kill', target: { label: expect.stringContaining(`pod ${clone}/ledger-`) } }],
    });
    await isRemoved();
  }, 300_000);

  it('is made to its end by the next worker when one is killed in the middle', async () => {
    const handle = await days.start(plan());
    await eventually(async () => (await namespace()) !== undefined, 120_000, 'the namespace is there');
    await worker.kill();
    worker = await newWorker();
    const { verdict, experiments } = await handle.result();
    expect(verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [] });
    expect(experiments[0]!.faults).toHaveLength(1);
    await isRemoved();
  }, 300_000);

  it('is removed when its experiment is terminated, by a worker that comes later', async () => {
    const handle = await days.start(plan());
    await untilHolding(handle);
    await worker.kill();
    await days.client.workflow.getHandle(experimentWorkflowId(handle.workflowId, 1, NAME)).terminate('a test');
    worker = await newWorker();
    const { verdict } = await handle.result();
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'errored', restored: 'yes', residue: [] });
    await isRemoved();
  }, 300_000);

  it('refuses the experiment, and is removed, when its data cannot be scrubbed', async () => {
    const { verdict, experiments } = await (
      await days.start(plan({ image: 'gameday/no-such-image:1', scrubWithin: '10s' }))
    ).result();
    expect(verdict).toMatchObject({ ended: 'refused', restored: 'yes', residue: [] });
    expect(verdict.endedBy).toMatch(
      /^no environment, no fault: The clone was not used: its data was not scrubbed, step 1 of 1: /,
    );
    expect(experiments[0]!.faults).toEqual([]);
    await isRemoved();
  }, 500_000);
});
