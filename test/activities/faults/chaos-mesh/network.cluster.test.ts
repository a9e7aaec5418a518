import type { Cluster, ClusterObject } from '../../../../activities/cluster.ts';
import { chaosMesh } from '../../../../activities/faults/chaos-mesh.ts';
import { keyOfChaos } from '../../../../activities/faults/chaos-mesh/chaos-object.ts';
import { chaosMeshStage, seen, type Stage, undone } from '../../../support/chaos-mesh-stage.ts';
import { eventually } from '../../../support/eventually.ts';
import { aNamespace, liveCluster, onCluster } from '../../../support/live-cluster.ts';

const BOTH_WAYS = {
  kind: 'NetworkChaos',
  spec: {
    action: 'partition',
    direction: 'both',
    target: { mode: 'all', selector: { labelSelectors: { app: 'client' } } },
  },
};
const API = 'chaos-mesh.org/v1alpha1';

onCluster('chaos-mesh in the network of a real pod', () => {
  const cluster: Cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let stage: Stage;
  let pod: ClusterObject;
  beforeAll(async () => {
    place = await aNamespace(cluster, 'chaos-network');
    stage = await chaosMeshStage(cluster, place.name);
  }, 180_000);
  beforeEach(async () => void ([pod] = (await stage.web.ready(2)) as [ClusterObject]));
  afterAll(() => place?.remove(), 120_000);

  const networkOf = async (name: string) =>
    (await cluster.get({ apiVersion: API, kind: 'PodNetworkChaos', namespace: place.name, name })) as unknown as
      | { readonly spec: { readonly iptables?: readonly unknown[]; readonly tcs?: readonly unknown[] } }
      | undefined;

  it('cuts a pod off from its clients, and only it, and lets it in again', async () => {
    const [, other] = await stage.web.pods();
    const call = await stage.prepare(BOTH_WAYS, pod);
    expect(await chaosMesh.touches!(call)).toEqual([`pod ${place.name}/client`]);
    await chaosMesh.inject(call);
    await chaosMesh.inject(call);
    const evidence = await seen(call, /PodNetworkChaos .* rules of it/);
    expect(evidence).toContain(`PodNetworkChaos ${place.name}/client has`);
    expect(await stage.ask(pod)).toBeUndefined();
    expect(await stage.ask(other!)).toBeDefined();
    await undone(call);
    expect(await stage.ask(pod)).toBeDefined();
    expect((await networkOf(pod.metadata.name))?.spec.iptables ?? []).toEqual([]);
    await chaosMesh.undo(call);
  }, 180_000);

  it('narrows the line of a pod', async () => {
    const spec = { action: 'bandwidth', bandwidth: { rate: '1mbps', limit: 20_971_520, buffer: 10_000 } };
    const before = (await stage.ask(pod, '/big', 20))!;
    const call = await stage.prepare({ kind: 'NetworkChaos', spec }, pod);
    await chaosMesh.inject(call);
    await seen(call, /has 1 rules of it/);
    const during = (await stage.ask(pod, '/big', 20))!;
    await undone(call);
    const after = (await stage.ask(pod, '/big', 20))!;
    console.log(`2 MB through the network of a pod: ${before} s → ${during} s → ${after} s`);
    expect(during).toBeGreaterThan(1);
    expect(after).toBeLessThan(1);
  }, 180_000);

  it('ends by itself after the duration that it was given, and is cleared away by the undo', async () => {
    const call = await stage.prepare(BOTH_WAYS, pod, 12_000);
    await chaosMesh.inject(call);
    expect(await chaosMesh.hasExpired!(call)).toBe(false);
    await eventually(() => chaosMesh.hasExpired!(call), 60_000);
    expect(Date.now()).toBeGreaterThan(call.expiresAt - 1_000);
    expect(await stage.ask(pod)).toBeDefined();
    expect(await chaosMesh.observe(call)).toMatchObject({ observed: false });
    await undone(call);
    expect(await cluster.get(keyOfChaos(call))).toBeUndefined();
  }, 180_000);

  it('sees that a pod which was replaced has nothing of it any more', async () => {
    const call = await stage.prepare(BOTH_WAYS, pod);
    await chaosMesh.inject(call);
    const { namespace, name } = pod.metadata;
    await cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name }, { gracePeriodSeconds: 0 });
    const evidence = await eventually(async () => {
      const effect = await chaosMesh.observe(call);
      return !effect.observed && effect.evidence;
    }, 30_000);
    expect(evidence).toContain(`${place.name}/${name} is gone`);
    await undone(call);
  }, 180_000);

  it('passes the words of the webhook on, and has made nothing', async () => {
    const wrong = { kind: 'NetworkChaos', spec: { action: 'partition', direction: 'sideways' } };
    await expect(stage.prepare(wrong, pod)).rejects.toMatchObject({
      message: expect.stringMatching(/direction.*sideways/i),
    });
    expect(await cluster.list({ apiVersion: API, kind: 'NetworkChaos', namespace: place.name })).toEqual([]);
  }, 60_000);

  it('says so when its own selectors match nothing', async () => {
    const space = (await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: place.name }))!;
    const selector = { labelSelectors: { app: 'nobody' } };
    const call = await stage.prepare(
      { kind: 'NetworkChaos', spec: { action: 'partition', mode: 'all', selector } },
      space,
    );
    await expect(chaosMesh.inject(call)).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringMatching(/found nothing to do it to. It says: .*select targets/),
    });
    await undone(call);
  }, 180_000);

  it('tries again while the webhook cannot be called, and undoes without it', async () => {
    const call = await stage.prepare(BOTH_WAYS, pod);
    const hook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      name: place.name,
    };
    await cluster.create({
      apiVersion: hook.apiVersion,
      kind: hook.kind,
      metadata: { name: hook.name },
      webhooks: [
        {
          name: 'away.gameday.test',
          clientConfig: { service: { namespace: place.name, name: 'nobody' } },
          rules: [
            { apiGroups: ['chaos-mesh.org'], apiVersions: ['*'], operations: ['CREATE'], resources: ['networkchaos'] },
          ],
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': place.name } },
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    });
    try {
      const error = await eventually(async () => {
        const end: unknown = await chaosMesh.inject(call).catch((reason: unknown) => reason);
        // The server takes a moment until it knows of the webhook.
        if (end === undefined) await chaosMesh.undo(call);
        return end;
      }, 60_000);
      expect(error).toMatchObject({
        type: 'EffectFailed',
        nonRetryable: false,
        message: expect.stringContaining('failed calling webhook'),
      });
    } finally {
      await cluster.delete(hook);
    }
    await eventually(
      () =>
        chaosMesh.inject(call).then(
          () => true,
          () => false,
        ),
      60_000,
    );
    await undone(call);
  }, 240_000);

  // This kernel has no netem: neither can it be injected, nor will Chaos Mesh let go of it.
  it.each([
    ['delay', { action: 'delay', delay: { latency: '200ms' } }],
    ['loss', { action: 'loss', loss: { loss: '10' } }],
  ])(
    'says what it cannot put back after a %s that the kernel cannot do, and how it goes away',
    async (_, spec) => {
      const call = await stage.prepare({ kind: 'NetworkChaos', spec }, pod);
      const { name } = pod.metadata;
      await expect(chaosMesh.inject(call)).rejects.toMatchObject({
        type: 'Unsupported',
        message: expect.stringContaining(`unable to set tcs for pod ${name}`),
      });
      const wayOut = `kubectl delete podnetworkchaos -n ${place.name} ${name}`;
      const end: Error = await chaosMesh.undo(call).then(
        () => new Error('undone'),
        (error: Error) => error,
      );
      console.log(end.message);
      expect(end).toMatchObject({ type: 'NotUndone', nonRetryable: false });
      for (const words of [keyOfChaos(call).name, 'finalizer chaos-mesh/records', 'unable to set tcs', wayOut])
        expect(end.message).toContain(words);
      expect((await chaosMesh.verifyUndone(call)).join('; ')).toContain(wayOut);

      await cluster.delete({ apiVersion: API, kind: 'PodNetworkChaos', namespace: place.name, name });
      await eventually(
        () =>
          chaosMesh.undo(call).then(
            () => true,
            () => false,
          ),
        90_000,
      );
      await undone(call);
      expect(await stage.ask(pod)).toBeDefined();
    },
    240_000,
  );
});
