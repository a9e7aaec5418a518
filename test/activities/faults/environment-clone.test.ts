import type { NewObject } from '../../../activities/cluster.ts';
import { environmentClone as driver } from '../../../activities/faults/environment-clone.ts';
import { keyOf } from '../snapshots/csi-controllers.ts';
import { type CloneWorld, cloneWorld, COPY, namespace, storageClass, traces } from './environment-clone/clone-world.ts';

const inShop = (kind: string, name: string, fields: object): NewObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { namespace: 'shop', name },
  ...fields,
});
const SERVICE = inShop('Service', 'ledger', {
  spec: {
    type: 'LoadBalancer',
    clusterIP: '10.0.0.7',
    clusterIPs: ['10.0.0.7'],
    externalTrafficPolicy: 'Local',
    selector: { app: 'ledger' },
    ports: [{ port: 80, nodePort: 30_001 }],
  },
});
const copyOf = (kind: string, name: string) => ({ copy: [...COPY, { kind, name }] });

async function made(extra: readonly NewObject[] = [], given: object = {}) {
  const place = await cloneWorld(extra);
  const before = traces(place.world);
  const call = place.call(given);
  const baseline = await driver.prepareUndo(call);
  expect(traces(place.world)).toEqual(before);
  await driver.inject({ ...call, baseline });
  return { ...place, before, call: { ...call, baseline } };
}

const seen = ({ world }: Pick<CloneWorld, 'world'>, kind: string, name: string) =>
  world.cluster
    .everything()
    .find(({ kind: of, metadata }) => of === kind && metadata.namespace === 'shop-clone' && metadata.name === name);

describe('a disposable environment', () => {
  it('has the volumes as they were in the snapshot, and what runs on them', async () => {
    const place = await cloneWorld();
    place.world.write('data-ledger-0', 'written since');
    const call = place.call();
    await driver.inject(call);
    expect(place.world.contents('shop-clone')).toEqual({
      'data-ledger-0': 'state of 0',
      'data-ledger-1': 'state of 1',
    });
    expect(place.world.contents()).toMatchObject({ 'data-ledger-0': 'written since' });
    expect(await driver.observe(call)).toEqual({
      observed: true,
      evidence: 'namespace shop-clone is there, and all that was copied into it runs',
    });
  });

  it('is scrubbed step by step before anything of it runs', async () => {
    const steps = ['first', 'second'].map((word) => ({ command: [word] }));
    const { world } = await made([], { scrub: steps });
    expect(world.contents('shop-clone')['data-ledger-0']).toBe('state of 0 first second');
    const created = world.cluster
      .everything()
      .map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
    expect(created.indexOf('Pod shop-clone/scrub-2')).toBeLessThan(created.indexOf('StatefulSet shop-clone/ledger'));
    expect(seen({ world }, 'Pod', 'scrub-1')?.['spec']).toMatchObject({
      automountServiceAccountToken: false,
    });
  });

  it('runs nothing when its data could not be scrubbed, and says what the command said', async () => {
    const place = await cloneWorld();
    place.world.double.trouble.checkFails = 'no such table: customers';
    await expect(driver.inject(place.call({ scrub: [{ command: ['scrub'] }] }))).rejects.toMatchObject({
      nonRetryable: true,
      message:
        'The clone was not used: its data was not scrubbed, step 1 of 1: the scrub-1 exited with 1: no such table: customers. Look at the command, and at what it found.',
    });
    expect(seen(place, 'StatefulSet', 'ledger')).toBeUndefined();
  });

  it('is gone without a trace, and the originals are as they were', async () => {
    const { world, before, call } = await made([SERVICE], copyOf('Service', 'ledger'));
    const originals = world.contents();
    await driver.undo(call);
    expect(await driver.verifyUndone(call)).toEqual([]);
    expect(traces(world)).toEqual(before);
    expect(world.contents()).toEqual(originals);
    await driver.undo(call);
  });

  it('is isolated, keeps the security level of the originals, and has no way in from outside', async () => {
    const shop = { 'pod-security.kubernetes.io/enforce': 'baseline', team: 'storage' };
    const { world } = await made([namespace('shop', shop), SERVICE], copyOf('Service', 'ledger'));
    const own = world.cluster
      .everything()
      .find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === 'shop-clone');
    expect(own?.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'baseline' });
    expect(own?.metadata.labels).not.toHaveProperty('team');
    expect(seen({ world }, 'NetworkPolicy', 'gameday-isolated')?.['spec']).toMatchObject({
      podSelector: {},
      policyTypes: ['Egress'],
    });
    expect(seen({ world }, 'Service', 'ledger')?.['spec']).toEqual({
      type: 'ClusterIP',
      selector: { app: 'ledger' },
      ports: [{ port: 80 }],
    });
  });

  it('keeps what a volume still holds in mind until it is gone', async () => {
    const { world, call } = await made();
    world.cluster.put({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'pv-of-clone' },
      spec: { claimRef: { namespace: 'shop-clone', name: 'data-ledger-0' } },
    });
    await driver.undo(call);
    expect(await driver.verifyUndone(call)).toEqual(['persistentvolume pv-of-clone still holds a copy of the data']);
  });

  it.each<[string, readonly NewObject[], object, string]>([
    [
      'its namespace is somebody’s',
      [namespace('shop-clone')],
      {},
      'there is a namespace shop-clone already, which is not of this experiment. Give "clone" another namespace, or find out whose it is.',
    ],
    [
      'something is missing',
      [],
      copyOf('ConfigMap', 'settings'),
      'there is no configmap shop/settings. Correct "copy".',
    ],
    [
      'a copy would talk to the originals',
      [inShop('ConfigMap', 'settings', { data: { db: 'http://ledger.shop.svc:80' } })],
      copyOf('ConfigMap', 'settings'),
      'configmap shop/settings names its own namespace (".shop.svc"), so its copy would talk to the original. Leave it out of "copy", or change it first.',
    ],
    [
      'a secret would',
      [inShop('Secret', 'keys', { data: { url: Buffer.from('postgres://ledger.shop:5432').toString('base64') } })],
      copyOf('Secret', 'keys'),
      'secret shop/keys names its own namespace (".shop"), so its copy would talk to the original. Leave it out of "copy", or change it first.',
    ],
    [
      'a service leads out of the cluster',
      [inShop('Service', 'db', { spec: { type: 'ExternalName', externalName: 'db.example.com' } })],
      copyOf('Service', 'db'),
      'service shop/db leads out of the cluster (ExternalName). Leave it out of "copy", or change it first.',
    ],
    [
      'its pods would use directories of their node',
      [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { namespace: 'shop', name: 'agent' },
          spec: { template: { spec: { volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] } } },
        },
      ],
      copyOf('Deployment', 'agent'),
      'deployment shop/agent has a volume that is not of its namespace (hostPath). Leave it out of "copy", or change it first.',
    ],
    [
      'its volumes would outlive it',
      [storageClass('Retain')],
      {},
      'volumes of storage class double have the reclaim policy "Retain", and would stay with their data. Use a class with the policy Delete.',
    ],
  ])('is not begun when %s', async (_, extra, given, message) => {
    const { world, call } = await cloneWorld(extra);
    const before = traces(world);
    await expect(driver.prepareUndo(call(given))).rejects.toMatchObject({
      nonRetryable: true,
      message: `The clone was not made: ${message}`,
    });
    expect(traces(world)).toEqual(before);
  });

  it('is not begun when nobody can tell what becomes of its volumes, or when a part of the snapshot is gone', async () => {
    const classless = await cloneWorld();
    classless.world.cluster.vanish({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: 'double' });
    await expect(driver.prepareUndo(classless.call())).rejects.toThrow(
      'what becomes of a volume of claim data-ledger-0 cannot be told: there is no storage class double',
    );
    const { world, call } = await cloneWorld();
    const [first] = world.seen('VolumeSnapshot');
    world.cluster.vanish(keyOf(first!));
    for (const act of [driver.prepareUndo(call()), driver.inject(call())])
      await expect(act).rejects.toThrow('is no longer there, or not as a whole. Run the experiment again.');
    expect(seen({ world }, 'StatefulSet', 'ledger')).toBeUndefined();
  });

  it('says which workload does not come up, and why', async () => {
    const { world, call } = await cloneWorld();
    world.double.trouble.podsFail = true;
    await expect(driver.inject(call({ timeout: '2s' }))).rejects.toMatchObject({
      message: expect.stringMatching(
        /^The clone was not used: after 2 s statefulset shop-clone\/ledger has 0 of 2 replicas \(pod shop-clone\/ledger-0 .*\)\. Look at what it needs/,
      ),
    });
  });
});
