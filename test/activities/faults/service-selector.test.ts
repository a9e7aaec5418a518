import type { NewObject } from '../../../activities/cluster.ts';
import { serviceSelector } from '../../../activities/faults/service-selector.ts';
import { FAULT_LABEL, markOf } from '../../../activities/kubernetes/marks.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../support/fake-cluster.ts';
import { lasting } from '../../support/lasting.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';

const SERVICE: NewObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};
const slice = (name: string, ...endpoints: object[]): NewObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { namespace: 'shop', name, labels: { 'kubernetes.io/service-name': 'web' } },
  endpoints,
});
const at = (address: string, ready = true) => ({ addresses: [address], conditions: { ready } });

describe('service-selector', () => {
  let cluster: FakeCluster;
  const on = (object: NewObject = SERVICE) => aClusterCall<'service-selector'>(cluster, {}, cluster.put(object));
  const pod = (name: string) => {
    const made = aPodOf(undefined, name);
    cluster.put({ ...made, metadata: { ...made.metadata, labels: { app: 'web' } } });
  };

  beforeEach(() => {
    cluster = fakeCluster();
    cluster.put(slice('web-1', at('10.0.0.1'), at('10.0.0.2', false)));
    cluster.put(slice('web-2', at('10.0.0.3')));
    pod('a');
    pod('b');
  });

  it('asks for a label that no pod has, is seen when no endpoint is ready, and restores the selector', async () => {
    const call = await prepared(serviceSelector, on());
    expect(await serviceSelector.touches!(call)).toEqual(['endpointslice shop/web-1', 'endpointslice shop/web-2']);
    const before = cluster.seen(keyOf(SERVICE))!;
    await serviceSelector.inject(call);
    const changed = cluster.seen(keyOf(SERVICE))!;
    expect(changed['spec']).toMatchObject({ selector: { app: 'web', [FAULT_LABEL]: markOf(call.faultId) } });
    expect(await serviceSelector.observe(call)).toEqual({
      observed: false,
      evidence: 'service shop/web has ready endpoints still: 10.0.0.1, 10.0.0.3',
    });
    cluster.put(slice('web-1'));
    cluster.put(slice('web-2', at('10.0.0.3', false)));
    expect(await serviceSelector.observe(call)).toEqual({
      observed: true,
      evidence: 'service shop/web has no ready endpoint',
    });
    await serviceSelector.undo(call);
    expect(await serviceSelector.verifyUndone(call)).toEqual([
      '0 endpoints of service shop/web are ready, and 2 were before the fault',
    ]);
    cluster.put(slice('web-1', at('10.0.0.1'), at('10.0.0.3')));
    expect(await serviceSelector.verifyUndone(call)).toEqual([]);
    expect(lasting(cluster.seen(keyOf(SERVICE))!)).toEqual(lasting(before));
  });

  it('does not ask for more endpoints than pods are there now', async () => {
    const call = await prepared(serviceSelector, on());
    await serviceSelector.inject(call);
    await serviceSelector.undo(call);
    cluster.put(slice('web-1', at('10.0.0.1')));
    cluster.put(slice('web-2'));
    cluster.vanish({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'b' });
    expect(await serviceSelector.verifyUndone(call)).toEqual([]);
  });

  it('refuses a Service without a selector, and one that has no endpoints already', async () => {
    await expect(serviceSelector.prepareUndo(on({ ...SERVICE, spec: {} }))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('it has no selector'),
    });
    cluster.put(slice('web-1'));
    cluster.put(slice('web-2'));
    await expect(serviceSelector.prepareUndo(on())).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('it has no ready endpoint already'),
    });
  });

  it('names both selectors when somebody else changed it', async () => {
    const call = await prepared(serviceSelector, on());
    await serviceSelector.inject(call);
    cluster.change(keyOf(SERVICE), (now) => ({ ...now, spec: { selector: { app: 'other' } } }));
    await expect(serviceSelector.undo(call)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining(
        'spec.selector was {"app":"web"}, the fault makes it {"app":"web","gameday.dev/fault"',
      ),
    });
  });
});
