import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Cluster } from '../../activities/cluster.ts';
import { type ClusterApp, startWeb } from '../support/cluster-apps.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { catalogued } from '../support/ledger.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

const KILLS = 5;
const EVERY_MS = 48_000;

onCluster('the catalogue document about continuous pod kills', () => {
  const cluster: Cluster = liveCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let web: ClusterApp;
  let worker: WorkerChild;

  beforeAll(async () => {
    [days, place] = await Promise.all([startGameDays(), aNamespace(cluster, 'kills')]);
    const special = { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: `${place.name}-records` };
    const { store, state } = days;
    [web, worker] = await Promise.all([
      startWeb(cluster, place.name),
      startWorker({ address: days.temporal.address, store, state, special }),
    ]);
  }, 600_000);
  afterAll(async () => {
    await worker.stop();
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: `${place.name}-records` });
    await Promise.all([place.remove(), days.stop()]);
  }, 180_000);

  it('kills five pods of three in a row under a probe of 252 ticks, each when the one before has been replaced', async () => {
    const first = await web.pods();
    const vars = { serviceUrl: `${web.url}/`, namespace: place.name };
    const handle = await days.start(catalogued('a-service-of-three-survives-continuous-pod-kills', vars));
    const { verdict, experiments } = await handle.result();
    const { faults, slis } = experiments[0]!;
    expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes', residue: [] });
    expect(faults.map(({ name }) => name)).toEqual(
      Array.from({ length: KILLS }, (_, at) => `kill a pod (${at + 1} of ${KILLS})`),
    );
    expect(faults.map(({ effect }) => effect.observed)).toEqual(faults.map(() => 'yes'));
    expect(new Set(faults.map(({ target }) => target.label)).size).toBe(KILLS);
    expect(slis[0]!.samples).toBeGreaterThanOrEqual(252);
    expect(slis[0]!.objectives.map(({ result }) => result)).not.toContain('unknown');
    expect(await web.pods()).toHaveLength(first.length);
    const gaps = faults.slice(1).map((fault, at) => fault.injectedAt! - faults[at]!.injectedAt!);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(EVERY_MS);
  }, 900_000);
});
