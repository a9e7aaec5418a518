import { rolloutRestart } from '../../../activities/faults/rollout-restart.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { aWorkload } from '../../support/cluster-workload.ts';
import { eventually } from '../../support/eventually.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';

onCluster('rollout-restart on a real cluster', () => {
  const cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;

  beforeAll(async () => {
    place = await aNamespace(cluster, 'restart');
  }, 120_000);
  afterAll(() => place?.remove(), 120_000);

  it.each(['Deployment', 'StatefulSet', 'DaemonSet'] as const)(
    'replaces every pod of a %s once, and ends when the rollout is complete',
    async (kind) => {
      const name = kind.toLowerCase();
      const web = await aWorkload(cluster, place.name, { kind, name, replicas: 2 });
      const call = await eventually(
        async () =>
          prepared(rolloutRestart, aClusterCall<'rollout-restart'>(cluster, {}, (await web.read())!)).catch(
            () => undefined,
          ),
        60_000,
        'its first rollout is complete',
      );
      const before = (await web.pods()).map(({ metadata }) => metadata.uid);
      expect(before.length).toBeGreaterThan(0);
      await rolloutRestart.inject(call);
      await rolloutRestart.inject(call);
      expect(await rolloutRestart.verifyUndone(call)).toHaveLength(1);
      await eventually(async () => (await rolloutRestart.observe(call)).observed, 60_000, 'a pod of the new revision');
      await eventually(async () => (await rolloutRestart.verifyUndone(call)).length === 0, 90_000, 'it is complete');
      const after = await web.ready(before.length);
      expect(after.filter(({ metadata }) => before.includes(metadata.uid))).toEqual([]);
      expect((await web.read())!.metadata.generation).toBe(2);
    },
    240_000,
  );
});
