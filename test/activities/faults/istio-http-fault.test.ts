import type { ClusterObject, NewObject } from '../../../activities/cluster.ts';
import { istioHttpFault } from '../../../activities/faults/istio-http-fault.ts';
import {
  type IstioHttpFault,
  istioHttpFault as schema,
} from '../../../experiments/definition/faults/istio-http-fault.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { customKind, fakeCluster, type FakeCluster } from '../../support/fake-cluster.ts';
import { startMeshDouble } from '../../support/mesh-double.ts';

const API = 'networking.istio.io/v1';
const ROUTE = [{ destination: { host: 'web' } }];
const HTTP = [
  { name: 'admin', match: [{ uri: { prefix: '/admin' } }, { headers: { 'x-admin': { exact: 'yes' } } }], route: ROUTE },
  { name: 'old', redirect: { uri: '/new' } },
  { route: ROUTE, timeout: '3s' },
];
const ABORT = schema.parse({ abort: { status: 503, percentage: '50%' } });
const FAULT = { abort: { percentage: { value: 50 }, httpStatus: 503 } };

const virtualService = (http: unknown = HTTP): NewObject => ({
  apiVersion: API,
  kind: 'VirtualService',
  metadata: { namespace: 'shop', name: 'web', labels: { team: 'shop' } },
  spec: { hosts: ['web'], http },
});
const service: NewObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'web' },
  spec: {},
};

function world(...objects: readonly NewObject[]) {
  const cluster = fakeCluster({ kinds: [customKind(API, 'VirtualService')] });
  const [target] = objects.map((object) => cluster.put(object)) as [ClusterObject];
  return { cluster, target };
}

const routesNow = (cluster: FakeCluster, name = 'web') => {
  const found = cluster.seen({ apiVersion: API, kind: 'VirtualService', namespace: 'shop', name });
  return (found?.['spec'] as { readonly http: readonly unknown[] } | undefined)?.http;
};

const refusal = async (settings: IstioHttpFault, ...objects: readonly NewObject[]) => {
  const { cluster, target } = world(...objects);
  return await prepared(istioHttpFault, aClusterCall(cluster, settings, target)).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
};

describe('istio-http-fault on a VirtualService', () => {
  it('adds the fault to every route to a service, and puts exactly the routes of before back', async () => {
    const { cluster, target } = world(virtualService());
    const call = await prepared(istioHttpFault, aClusterCall(cluster, ABORT, target));
    await istioHttpFault.inject(call);
    await istioHttpFault.inject(call);
    expect(routesNow(cluster)).toEqual([{ ...HTTP[0], fault: FAULT }, HTTP[1], { ...HTTP[2], fault: FAULT }]);
    const [left] = await istioHttpFault.verifyUndone(call);
    expect(left).toContain('spec.http of virtualservice shop/web is');
    await istioHttpFault.undo(call);
    await istioHttpFault.undo(call);
    const after = cluster.seen({ apiVersion: API, kind: 'VirtualService', namespace: 'shop', name: 'web' })!;
    const { resourceVersion: _1, generation: _2, ...metadata } = after.metadata;
    const { resourceVersion: _3, generation: _4, ...before } = target.metadata;
    expect({ ...after, metadata }).toEqual({ ...target, metadata: before });
    expect(await istioHttpFault.verifyUndone(call)).toEqual([]);
  });

  it('puts copies for some headers in front of the routes that they narrow', async () => {
    const { cluster, target } = world(virtualService());
    const settings = schema.parse({ delay: { for: '250ms' }, headers: { 'X-User': 'tester' } });
    const call = await prepared(istioHttpFault, aClusterCall(cluster, settings, target));
    await istioHttpFault.inject(call);
    const fault = { delay: { percentage: { value: 100 }, fixedDelay: '0.25s' } };
    const tester = { 'x-user': { exact: 'tester' } };
    expect(routesNow(cluster)).toEqual([
      {
        ...HTTP[0],
        name: 'admin-gameday',
        match: [
          { uri: { prefix: '/admin' }, headers: tester },
          { headers: { 'x-admin': { exact: 'yes' }, ...tester } },
        ],
        fault,
      },
      HTTP[0],
      HTTP[1],
      { ...HTTP[2], match: [{ headers: tester }], fault },
      HTTP[2],
    ]);
    await istioHttpFault.undo(call);
    expect(routesNow(cluster)).toEqual(HTTP);
  });

  it('can mean one route only', async () => {
    const { cluster, target } = world(virtualService());
    const call = await prepared(istioHttpFault, aClusterCall(cluster, { ...ABORT, route: 'admin' }, target));
    await istioHttpFault.inject(call);
    expect(routesNow(cluster)).toEqual([{ ...HTTP[0], fault: FAULT }, HTTP[1], HTTP[2]]);
  });

  it('overwrites nothing that somebody else has changed meanwhile', async () => {
    const { cluster, target } = world(virtualService());
    const call = await prepared(istioHttpFault, aClusterCall(cluster, ABORT, target));
    await istioHttpFault.inject(call);
    cluster.change({ ...target, ...target.metadata }, (one) => ({
      ...one,
      spec: { hosts: ['web'], http: [{ route: ROUTE }] },
    }));
    await expect(istioHttpFault.undo(call)).rejects.toMatchObject({ type: 'ChangedByOthers' });
    expect(routesNow(cluster)).toEqual([{ route: ROUTE }]);
  });

  it.each([
    ['no http route', ABORT, virtualService([]), 'it has no http route to a destination'],
    ['only a redirect', ABORT, virtualService([HTTP[1]]), 'it has no http route to a destination'],
    [
      'no route of that name',
      { ...ABORT, route: 'x' },
      virtualService(),
      'there is no http route "x" to a destination; it has admin, old',
    ],
    ['a fault already', ABORT, virtualService([{ route: ROUTE, fault: FAULT }]), 'has a fault already'],
    [
      'a header that is compared already',
      { ...ABORT, headers: { 'x-admin': 'no' } },
      virtualService(),
      'matches on the header "x-admin" already',
    ],
  ])('is refused with %s', async (_, settings, object, text) => {
    expect(await refusal(settings, object)).toContain(text);
  });
});

describe('istio-http-fault on a Service', () => {
  it('makes a VirtualService of its own, and deletes it again', async () => {
    const { cluster, target } = world(service);
    const settings = { ...ABORT, headers: { 'x-user': { prefix: 'test' } } };
    const call = await prepared(istioHttpFault, aClusterCall(cluster, settings, target));
    expect(cluster.writes()).toEqual(['create VirtualService shop/gameday-4b985ccb37da4728']);
    await istioHttpFault.inject(call);
    await istioHttpFault.inject(call);
    expect(routesNow(cluster, 'gameday-4b985ccb37da4728')).toEqual([
      { match: [{ headers: { 'x-user': { prefix: 'test' } } }], fault: FAULT, route: ROUTE },
      { route: ROUTE },
    ]);
    expect(await istioHttpFault.verifyUndone(call)).toEqual([
      'VirtualService shop/gameday-4b985ccb37da4728 is still there',
    ]);
    await istioHttpFault.undo(call);
    await istioHttpFault.undo(call);
    expect(await istioHttpFault.verifyUndone(call)).toEqual([]);
    expect(cluster.seen({ ...target, ...target.metadata })).toEqual(target);
  });

  it('makes nothing for a service that is gone', async () => {
    const { cluster, target } = world(service);
    const call = await prepared(istioHttpFault, aClusterCall(cluster, ABORT, target));
    cluster.vanish({ ...target, ...target.metadata });
    await istioHttpFault.inject(call);
    expect(routesNow(cluster, 'gameday-4b985ccb37da4728')).toBeUndefined();
  });

  it('is refused where a VirtualService routes its requests already', async () => {
    const other = { ...virtualService(), spec: { hosts: ['web.shop.svc.cluster.local'], http: HTTP } };
    expect(await refusal(ABORT, service, other)).toContain('Target that VirtualService.');
    expect(await refusal({ ...ABORT, route: 'a' }, service)).toContain('a Service has no routes');
  });
});

describe('the effect of istio-http-fault', () => {
  const cluster = fakeCluster({ kinds: [customKind(API, 'VirtualService')] });
  let mesh: Awaited<ReturnType<typeof startMeshDouble>>;
  beforeAll(async () => void (mesh = await startMeshDouble(cluster, 'shop')));
  afterAll(() => mesh.stop());

  const callWith = (settings: object) => {
    const target = cluster.put(virtualService());
    return aClusterCall<'istio-http-fault'>(cluster, schema.parse(settings), target);
  };

  it.each([
    [{ abort: { status: 418, percentage: '30%' } }, /was answered with status 418 after/],
    [{ delay: { for: '200ms' } }, /was answered with status 200 after \d{3,} ms/],
    [{ abort: { status: 500 }, headers: { 'x-user': 'tester' } }, /was answered with status 500/],
  ])('is seen by a probe through a double for a mesh: %j', async (settings, words) => {
    const probe = { get: mesh.url, headers: { 'x-user': 'tester' } };
    const call = await prepared(istioHttpFault, callWith({ ...settings, probe }));
    expect(await istioHttpFault.observe(call)).toMatchObject({ observed: false });
    await istioHttpFault.inject(call);
    expect(await istioHttpFault.observe(call)).toEqual({ observed: true, evidence: expect.stringMatching(words) });
    await istioHttpFault.undo(call);
    expect(await istioHttpFault.verifyUndone(call)).toEqual([]);
  });

  it('is unknown without a probe, and the text says what was not seen', async () => {
    const call = await prepared(istioHttpFault, callWith({ abort: { status: 500 } }));
    await istioHttpFault.inject(call);
    await expect(istioHttpFault.observe(call)).rejects.toMatchObject({
      message:
        'virtualservice shop/web has the fault, but whether the mesh acts on it was not seen: that needs a request through the mesh. Give the fault a "probe".',
    });
    await istioHttpFault.undo(call);
  });

  it('needs a probe that is answered as usual before the fault', async () => {
    const call = callWith({ abort: { status: 200 }, probe: { get: mesh.url } });
    await expect(prepared(istioHttpFault, call)).rejects.toMatchObject({
      message: expect.stringContaining('was answered with status 200'),
    });
    const nowhere = callWith({ abort: { status: 500 }, probe: { get: 'http://127.0.0.1:1/' } });
    await expect(prepared(istioHttpFault, nowhere)).rejects.toMatchObject({
      message: expect.stringContaining('was answered not at all (connect ECONNREFUSED'),
    });
  });

  it('is nothing without delay and abort', () => {
    expect(JSON.stringify(schema.safeParse({}).error?.issues)).toContain('expected delay, abort, or both');
  });
});
