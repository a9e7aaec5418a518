import type { Cluster } from '../../../activities/cluster.ts';
import { podKill } from '../../../activities/faults/pod-kill.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { aWorkload, made } from '../../support/cluster-workload.ts';
import { eventually } from '../../support/eventually.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';

const AT_ONCE = { gracePeriod: 0, minRunning: 1 } as const;

onCluster('killing real pods', () => {
  const cluster: Cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  beforeAll(async () => void (place = await aNamespace(cluster, 'pods')));
  afterAll(() => place?.remove(), 120_000);

  it.each(['Deployment', 'StatefulSet'] as const)(
    'replaces a pod of a %s, and hits no successor',
    async (kind) => {
      const name = kind.toLowerCase();
      const workload = await aWorkload(cluster, place.name, { kind, name, replicas: 2 });
      const [victim, other] = await workload.pods();
      const call = await prepared(podKill, aClusterCall(cluster, AT_ONCE, victim!));
      await podKill.inject(call);
      expect(await podKill.observe(call)).toMatchObject({ observed: true });
      await healed(() => podKill.verifyUndone(call));
      const after = await workload.ready(2);
      await podKill.inject(call);
      const uids = after.map(({ metadata }) => metadata.uid);
      expect((await workload.pods()).map(({ metadata }) => metadata.uid)).toEqual(uids);
      expect(uids).toContain(other!.metadata.uid);
      expect(uids).not.toContain(victim!.metadata.uid);
    },
    120_000,
  );

  it('waits for a daemon set too, on the node of the victim', async () => {
    const workload = await aWorkload(cluster, place.name, { kind: 'DaemonSet', name: 'agent' });
    const pods = await eventually(async () => {
      const ready = await workload.pods();
      return ready.length === 2 && ready;
    }, 60_000);
    const call = await prepared(podKill, aClusterCall(cluster, AT_ONCE, pods[0]!));
    await podKill.inject(call);
    await healed(() => podKill.verifyUndone(call));
    const nodes = (await workload.ready(2)).map(({ spec }) => (spec as { readonly nodeName: string }).nodeName);
    expect(new Set(nodes).size).toBe(2);
  }, 120_000);

  it('lets a pod end within its grace period, and counts it as killed when it has', async () => {
    const workload = await aWorkload(cluster, place.name, {
      name: 'slow',
      container: { command: ['sh', '-c', 'trap "sleep 2; exit 0" TERM; sleep 1000000 & wait'] },
      pod: { terminationGracePeriodSeconds: 30 },
    });
    const [victim] = await workload.pods();
    const settings = { ...AT_ONCE, gracePeriod: 10_000 };
    const call = await prepared(podKill, aClusterCall(cluster, settings, victim!));
    const began = Date.now();
    await podKill.inject(call);
    expect(Date.now() - began).toBeGreaterThan(1_500);
    expect(await podKill.observe(call)).toMatchObject({ observed: true });
    await healed(() => podKill.verifyUndone(call));
  }, 120_000);

  it('refuses a pod that nothing would replace, and skips the last one that is ready', async () => {
    const main = { name: 'main', image: 'gameday/busybox:1', imagePullPolicy: 'Never', command: ['sleep', '1000000'] };
    const bare = await made(cluster, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: place.name, name: 'bare' },
      spec: { terminationGracePeriodSeconds: 0, containers: [main] },
    });
    await expect(
      podKill.prepareUndo(aClusterCall<'pod-kill'>(cluster, AT_ONCE, (await bare.read())!)),
    ).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('nothing owns it, so nothing would start another'),
    });
    const workload = await aWorkload(cluster, place.name, { name: 'single', replicas: 1 });
    const [only] = await workload.pods();
    await expect(podKill.prepareUndo(aClusterCall<'pod-kill'>(cluster, AT_ONCE, only!))).rejects.toMatchObject({
      type: 'Skipped',
      message: expect.stringContaining('besides it 0 of the pods of deployment'),
    });
    await workload.remove();
  }, 120_000);

  it('owes nothing when its namespace is gone', async () => {
    const other = await aNamespace(cluster, 'pods-gone');
    const workload = await aWorkload(cluster, other.name, { name: 'web', replicas: 2 });
    const [victim] = await workload.pods();
    const call = await prepared(podKill, aClusterCall(cluster, AT_ONCE, victim!));
    await podKill.inject(call);
    await other.remove();
    expect(await podKill.verifyUndone(call)).toEqual([]);
    expect(await podKill.observe(call)).toMatchObject({ observed: true, evidence: expect.stringContaining('is gone') });
  }, 120_000);
});

function healed(verify: () => Promise<readonly string[]>): Promise<unknown> {
  return eventually(async () => (await verify()).length === 0, 60_000, 'it has recovered');
}
