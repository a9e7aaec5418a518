import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { Cluster, NewObject } from '../../activities/cluster.ts';
import { startLedgerApp, startWeb } from '../support/cluster-apps.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { prometheusUrl } from '../support/kubernetes.ts';
import { catalogued } from '../support/ledger.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

onCluster('the documents of the catalogue that ask Prometheus, and that save volumes', () => {
  const cluster: Cluster = liveCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let worker: WorkerChild;

  let records: Awaited<ReturnType<typeof aNamespace>>;

  beforeAll(async () => {
    [days, records] = await Promise.all([startGameDays(), aNamespace(cluster, 'catalogue-records')]);
  }, 600_000);
  afterAll(async () => {
    await Promise.all([records.remove(), days.stop()]);
  }, 180_000);
  beforeEach(async () => {
    place = await aNamespace(cluster, 'catalogue');
    const special = { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records.name };
    worker = await startWorker({ address: days.temporal.address, store: days.store, state: days.state, special });
  }, 60_000);
  afterEach(async () => {
    await worker.stop();
    await place.remove();
  }, 180_000);

  const run = async (name: string, vars: Record<string, string>) =>
    await (await days.start(catalogued(name, { namespace: place.name, ...vars }))).result();

  it('a-killed-pod-is-neither-slow-nor-loud-says-prometheus', async () => {
    const web = await startWeb(cluster, place.name);
    const vars = { serviceUrl: `${web.url}/`, prometheusUrl: prometheusUrl() };
    const { verdict, experiments } = await run('a-killed-pod-is-neither-slow-nor-loud-says-prometheus', vars);
    expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes', residue: [] });
    const [, slowest, alert, restarts] = experiments[0]!.slis;
    expect(slowest).toMatchObject({ name: 'slowest twentieth', phases: { fault: { bad: 0 } } });
    expect(slowest!.phases.fault.valueMax).toBeGreaterThan(0);
    expect(alert).toMatchObject({ name: 'alert', phases: { fault: { bad: 0 } } });
    expect(alert!.phases.fault.good).toBeGreaterThan(0);
    expect(restarts).toMatchObject({ name: 'restarts of the others', phases: { fault: { valueMax: 0 } } });
  }, 400_000);

  it('ledger-gets-its-volumes-back-when-a-write-is-lost', async () => {
    const early = parseAllDocuments(readFileSync('test/cluster/apps/ledger-early.yaml', 'utf8'));
    for (const document of early) {
      const object = document.toJS() as NewObject;
      await cluster.create({ ...object, metadata: { ...object.metadata, namespace: place.name } });
    }
    const ledger = await startLedgerApp(cluster, place.name);
    const { verdict, experiments } = await run('ledger-gets-its-volumes-back-when-a-write-is-lost', {
      ledgerUrl: ledger.url,
    });
    const { slis, snapshot } = experiments[0]!;
    expect(slis[0]!.writes?.lost).toBeGreaterThan(0);
    expect(verdict).toMatchObject({ hypothesis: 'broken', restored: 'yes', residue: [] });
    expect(snapshot).toMatchObject({ restored: 'yes', verifiedAfterwards: 'yes', reference: { files: 3 } });
    expect(await ledger.pods()).toHaveLength(3);
  }, 600_000);
});
