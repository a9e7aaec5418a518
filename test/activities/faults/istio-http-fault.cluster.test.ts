import type { Cluster } from '../../../activities/cluster.ts';
import { istioHttpFault } from '../../../activities/faults/istio-http-fault.ts';
import { istioHttpFault as schema } from '../../../experiments/definition/faults/istio-http-fault.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type Made, made } from '../../support/cluster-workload.ts';
import { lasting } from '../../support/lasting.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';
import { startMeshDouble } from '../../support/mesh-double.ts';

const API = 'networking.istio.io/v1';
const ROUTE = [{ destination: { host: 'web' } }];

onCluster('istio-http-fault on a real API server with the definitions of Istio, and a double for its mesh', () => {
  const cluster: Cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let mesh: Awaited<ReturnType<typeof startMeshDouble>>;
  beforeAll(async () => {
    place = await aNamespace(cluster, 'istio');
    mesh = await startMeshDouble(cluster, place.name);
  }, 60_000);
  afterAll(async () => {
    mesh?.stop();
    await place?.remove();
  }, 120_000);

  const virtualServices = () => cluster.list({ apiVersion: API, kind: 'VirtualService', namespace: place.name });

  async function callOn(target: Made, settings: object) {
    const parsed = schema.parse({ probe: { get: mesh.url, headers: { 'x-user': 'tester' } }, ...settings });
    return await prepared(istioHttpFault, aClusterCall(cluster, parsed, (await target.read())!));
  }

  it('delays and aborts by a share on a VirtualService of many owners, and puts every byte back', async () => {
    const target = await made(cluster, {
      apiVersion: API,
      kind: 'VirtualService',
      metadata: { namespace: place.name, name: 'web', annotations: { why: 'a test' } },
      spec: {
        hosts: ['web'],
        http: [
          { name: 'reviews', match: [{ uri: { prefix: '/reviews' } }], route: ROUTE, retries: { attempts: 2 } },
          {
            name: 'rest',
            route: [
              { ...ROUTE[0], weight: 90 },
              { destination: { host: 'web-2' }, weight: 10 },
            ],
          },
        ],
      },
    });
    await target.patch({ metadata: { labels: { team: 'shop' } } });
    const before = lasting((await target.read())!);
    const call = await callOn(target, {
      delay: { for: '300ms', percentage: '50%' },
      abort: { status: 503, percentage: '12.5%' },
      headers: { 'x-user': 'tester' },
    });
    await istioHttpFault.inject(call);
    const effect = await istioHttpFault.observe(call);
    expect(effect).toMatchObject({ observed: true, evidence: expect.stringContaining('/web has the fault; http') });
    const { spec, metadata } = (await target.read())!;
    expect((spec as { readonly http: readonly unknown[] }).http).toHaveLength(4);
    expect(metadata.labels).toMatchObject({ team: 'shop', 'gameday.dev/fault': expect.any(String) });
    await istioHttpFault.undo(call);
    expect(lasting((await target.read())!)).toEqual(before);
    expect(await istioHttpFault.verifyUndone(call)).toEqual([]);
    await target.remove();
  }, 120_000);

  it('makes a VirtualService for a Service that has none, and leaves none behind', async () => {
    const target = await made(cluster, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace: place.name, name: 'web' },
      spec: { ports: [{ port: 80 }] },
    });
    const call = await callOn(target, { abort: { status: 500 }, headers: { 'x-user': 'tester' } });
    expect(await virtualServices()).toEqual([]);
    await istioHttpFault.inject(call);
    await istioHttpFault.inject(call);
    expect(await virtualServices()).toHaveLength(1);
    expect(await istioHttpFault.observe(call)).toMatchObject({ observed: true });
    expect((await fetch(mesh.url)).status).toBe(200);
    await istioHttpFault.undo(call);
    expect(await istioHttpFault.verifyUndone(call)).toEqual([]);
    expect(await virtualServices()).toEqual([]);
  }, 120_000);

  it('says what the server said of a fault that Istio does not take', async () => {
    const target = await made(cluster, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace: place.name, name: 'other' },
      spec: { ports: [{ port: 80 }] },
    });
    const settings = { abort: { status: 500 }, headers: { 'x-user': { glob: '*' } } };
    const wrong = { ...schema.parse({ abort: { status: 500 } }), ...settings, abort: { status: 500, percentage: 100 } };
    const call = aClusterCall<'istio-http-fault'>(cluster, wrong as never, (await target.read())!);
    await expect(prepared(istioHttpFault, call)).rejects.toMatchObject({ message: expect.stringMatching(/headers/) });
    expect(await virtualServices()).toEqual([]);
  }, 60_000);
});
