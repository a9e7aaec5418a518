import { failure, FailureType } from '../../../activities/failures.ts';
import { chaosMesh } from '../../../activities/faults/chaos-mesh.ts';
import { aPod, aPodNetwork, injects, made, prepared } from '../../support/chaos-mesh-call.ts';
import { CHAOS_MESH, letGo, statusWith, steppingClock, theChaos } from '../../support/fake-chaos-mesh.ts';

describe('chaos-mesh', () => {
  it('makes one object for exactly this pod, that says whose it is and when it ends', async () => {
    const { cluster, call } = await prepared({ step: injects('NetworkChaos') });
    await chaosMesh.inject(call);
    await chaosMesh.inject(call);
    expect(theChaos(cluster, 'NetworkChaos')).toMatchObject({
      metadata: {
        namespace: 'shop',
        name: 'gameday-252f10c83610ebca',
        labels: { 'gameday.dev/fault': '252f10c83610ebca' },
        annotations: { 'gameday.dev/fault-id': 'f', 'gameday.dev/expires-at': '2026-11-20T00:01:00.000Z' },
      },
      spec: {
        action: 'partition',
        direction: 'both',
        duration: '60000ms',
        mode: 'one',
        selector: { namespaces: ['shop'], pods: { shop: ['web-1'] } },
      },
    });
    // The first was only asked for, with the admission of the server.
    expect(made(cluster)).toHaveLength(2);
  });

  it('passes on what the webhook of Chaos Mesh says before anything is owed', async () => {
    const { cluster, call } = await prepared();
    const words = 'admission webhook "vnetworkchaos.kb.io" denied the request: Spec.Direction: Invalid value';
    cluster.failAt(({ verb }) => verb === 'create', failure(FailureType.forbidden, words));
    await expect(chaosMesh.prepareUndo(call)).rejects.toMatchObject({ type: 'Forbidden', message: words });
  });

  it('tries again when the webhook cannot be called, and goes on with what was made when only the answer was lost', async () => {
    const { cluster, call } = await prepared({ step: injects('NetworkChaos') });
    cluster.failAt(({ verb }) => verb === 'create', failure(FailureType.effectFailed, 'failed calling webhook'));
    await expect(chaosMesh.inject(call)).rejects.toMatchObject({ type: 'EffectFailed', nonRetryable: false });
    cluster.loseAnswerAt(({ verb }) => verb === 'create');
    await expect(chaosMesh.inject(call)).rejects.toMatchObject({ type: 'EffectFailed' });
    await chaosMesh.inject(call);
    expect(theChaos(cluster, 'NetworkChaos')).toBeDefined();
  });

  it('takes no object of another fault for its own, neither to inject nor to undo', async () => {
    const { cluster, call } = await prepared();
    const theirs = cluster.put({
      apiVersion: CHAOS_MESH,
      kind: 'NetworkChaos',
      metadata: {
        namespace: 'shop',
        name: 'gameday-252f10c83610ebca',
        annotations: { 'gameday.dev/fault-id': 'other' },
      },
    });
    await expect(chaosMesh.inject(call)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('belongs to other'),
    });
    await chaosMesh.undo(call);
    expect(await chaosMesh.verifyUndone(call)).toEqual([]);
    expect(cluster.seen({ ...theirs, ...theirs.metadata })).toBeDefined();
  });

  it('does nothing to the successor of a pod that is gone', async () => {
    const { cluster, call, pod } = await prepared();
    cluster.put(aPod('web-1'));
    await chaosMesh.inject(call);
    expect(made(cluster)).toHaveLength(1);
    expect(cluster.seen({ ...pod, ...pod.metadata })?.metadata.uid).not.toBe(pod.metadata.uid);
  });

  it('lets a successor go that took the name of the pod in the moment of the injection', async () => {
    const { cluster, call } = await prepared({
      step: (world) => {
        if (theChaos(world, 'NetworkChaos')?.['status'] === undefined) {
          world.put(aPod('web-1'));
          injects('NetworkChaos')(world);
        } else letGo(world, 'NetworkChaos');
      },
    });
    await expect(chaosMesh.inject(call)).rejects.toMatchObject({ type: 'TargetMissing' });
    expect(theChaos(cluster, 'NetworkChaos')).toBeUndefined();
  });

  it('gives the words of the daemon when it fails again and again', async () => {
    const failed = 'failed to apply for pod shop/web-1: unable to set tcs for pod web-1';
    const status = statusWith([{ id: 'shop/web-1', phase: 'Not Injected/Wait', failed }]);
    const { call } = await prepared({ step: injects('NetworkChaos', status) });
    await expect(chaosMesh.inject(call)).rejects.toMatchObject({
      type: 'Unsupported',
      message:
        'NetworkChaos shop/gameday-252f10c83610ebca was not injected: Chaos Mesh failed on it again and again. It says: ' +
        `Apply shop/web-1: ${failed}. Look at the log of its daemon on that node.`,
    });
  });

  it('says that nothing was selected when Chaos Mesh says so, because it will not look again', async () => {
    const { call, cluster } = await prepared({
      step: (world) => {
        const { uid } = theChaos(world, 'NetworkChaos')!.metadata;
        world.put({
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { namespace: 'shop', name: 'e1' },
          type: 'Warning',
          message: 'Failed to select targets: no pod is selected',
          involvedObject: { uid },
        });
      },
    });
    await expect(chaosMesh.inject(call)).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringContaining('It says: Failed to select targets: no pod is selected'),
    });
    expect(theChaos(cluster, 'NetworkChaos')).toBeDefined();
  });

  it('waits for a status that stays empty only as long as it was told to', async () => {
    const { call, clock } = await prepared();
    await expect(chaosMesh.inject(call)).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('is its controller manager running?'),
    });
    expect(clock.waited()).toBe(20_000);
  });
});

describe('the undo of chaos-mesh', () => {
  const stuck = statusWith([
    { id: 'shop/web-1', phase: 'Not Injected/Wait', failed: 'unable to set tcs for pod web-1' },
  ]);

  it('deletes the object and waits until it is really gone', async () => {
    const { call, cluster } = await prepared({ step: injects('NetworkChaos') });
    await chaosMesh.inject(call);
    const freed = {
      ...call,
      ports: { ...call.ports, clock: steppingClock((waited) => waited > 500 && letGo(cluster, 'NetworkChaos')) },
    };
    await chaosMesh.undo(freed);
    expect(theChaos(cluster, 'NetworkChaos')).toBeUndefined();
    expect(await chaosMesh.verifyUndone(call)).toEqual([]);
    await chaosMesh.undo(call);
  });

  it('names the object, the reason and the way out when the finalizer holds it for ever', async () => {
    const { call, cluster } = await prepared({ step: injects('NetworkChaos', stuck) });
    await expect(chaosMesh.inject(call)).rejects.toThrow('was not injected');
    cluster.put(aPodNetwork('RTNETLINK answers: Specified qdisc kind is unknown'));
    const text =
      'NetworkChaos shop/gameday-252f10c83610ebca is being deleted, kept by its finalizer chaos-mesh/records (shop/web-1 is "Not Injected/Wait"); ' +
      'Chaos Mesh says: Apply shop/web-1: unable to set tcs for pod web-1; PodNetworkChaos shop/web-1: RTNETLINK answers: Specified qdisc kind is unknown. ' +
      'The way out: repair what the daemon complains of, or delete the PodNetworkChaos of the pod: kubectl delete podnetworkchaos -n shop web-1';
    await expect(chaosMesh.undo(call)).rejects.toMatchObject({
      type: 'NotUndone',
      message: expect.stringContaining(text),
    });
    expect(await chaosMesh.verifyUndone(call)).toEqual([
      text,
      expect.stringContaining('PodNetworkChaos shop/web-1 still has 1 rules of it (RTNETLINK answers'),
    ]);
    const forced = cluster.writes().filter((write) => !/^(create|delete) NetworkChaos/.test(write));
    expect(forced).toEqual([]);
  });

  it('also waits for the pods to be as they were', async () => {
    const { call, cluster, pod } = await prepared({ step: injects('NetworkChaos') });
    await chaosMesh.inject(call);
    cluster.vanish({ ...theChaos(cluster, 'NetworkChaos')!, ...theChaos(cluster, 'NetworkChaos')!.metadata });
    const key = { ...pod, ...pod.metadata };
    cluster.change(key, () => ({
      ...pod,
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] },
    }));
    expect(await chaosMesh.verifyUndone(call)).toEqual([expect.stringContaining('before the fault it was Ready')]);
    cluster.vanish(key);
    expect(await chaosMesh.verifyUndone(call)).toEqual([]);
  });
});
