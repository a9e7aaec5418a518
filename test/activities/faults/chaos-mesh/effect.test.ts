import type { ClusterObject, NewObject } from '../../../../activities/cluster.ts';
import { chaosMesh } from '../../../../activities/faults/chaos-mesh.ts';
import type { ChaosMesh } from '../../../../experiments/definition/faults/chaos-mesh.ts';
import { aPod, aPodNetwork, injects, PARTITION, prepared, SCHEDULE } from '../../../support/chaos-mesh-call.ts';
import { identityOf } from '../../../support/cluster-workload.ts';
import { CHAOS_MESH, injectedInto, setStatus, statusWith, theChaos } from '../../../support/fake-chaos-mesh.ts';

describe('the effect of chaos-mesh', () => {
  it('is not taken from conditions: AllRecovered is true of what was never injected', async () => {
    const status = statusWith([{ id: 'shop/web-1', phase: 'Not Injected' }]);
    const { call, cluster } = await prepared();
    await expect(chaosMesh.inject(call)).rejects.toThrow('was not injected');
    setStatus(cluster, 'NetworkChaos', status);
    expect(await chaosMesh.observe(call)).toMatchObject({ observed: false });
    expect(await chaosMesh.hasExpired!(call)).toBe(false);
    const ended = statusWith(
      [{ id: 'shop/web-1', phase: 'Not Injected', injectedCount: 1, recoveredCount: 1 }],
      'Stop',
    );
    setStatus(cluster, 'NetworkChaos', ended);
    expect(await chaosMesh.hasExpired!(call)).toBe(true);
  });

  it('is gone when the pod is another one, although AllInjected stays true', async () => {
    const { call, cluster } = await prepared({ step: injects('NetworkChaos') });
    await chaosMesh.inject(call);
    cluster.put(aPodNetwork());
    expect(await chaosMesh.observe(call)).toMatchObject({
      observed: true,
      evidence: expect.stringContaining('PodNetworkChaos shop/web-1 has 1 rules of it'),
    });
    cluster.put(aPod('web-1'));
    expect(await chaosMesh.observe(call)).toMatchObject({
      observed: false,
      evidence: expect.stringContaining('shop/web-1 is another pod now'),
    });
  });

  it('is gone when the kernel has killed the stressor, although AllInjected stays true', async () => {
    const step = injects('StressChaos', injectedInto('shop/web-1/main'));
    const { call } = await prepared({
      settings: stress('64MiB'),
      step,
      exec: 'process sleep\nprocess sh\noom_kill 0\n',
    });
    await chaosMesh.inject(call);
    expect(await chaosMesh.observe(call)).toMatchObject({
      observed: false,
      evidence: expect.stringContaining('no stressor runs in container main'),
    });
  });

  it('is there while the stressor runs', async () => {
    const step = injects('StressChaos', injectedInto('shop/web-1/main'));
    const { call } = await prepared({ settings: stress('64MiB'), step, exec: 'process sh\nprocess memStress\n' });
    await chaosMesh.inject(call);
    expect(await chaosMesh.observe(call)).toMatchObject({
      observed: true,
      evidence: expect.stringContaining('1 stressors run in container main'),
    });
  });

  it('is the death of a stressor that asks for more memory than the container may have', async () => {
    const step = injects('StressChaos', injectedInto('shop/web-1/main'));
    const { call } = await prepared({ settings: stress('256MB'), step, exec: 'process sleep\noom_kill 3\n' });
    await chaosMesh.inject(call);
    const kills = { ...call, baseline: { ...call.baseline, oomKills: 1 } };
    expect(await chaosMesh.observe(kills)).toMatchObject({
      observed: true,
      evidence: expect.stringContaining('the kernel has killed 2 processes in it for want of memory'),
    });
  });
});

describe('a Schedule or a Workflow of chaos-mesh', () => {
  const childKey = { apiVersion: CHAOS_MESH, kind: 'PodChaos', namespace: 'shop', name: 'gameday-252f10c83610ebca-x1' };

  it('has its effect when a chaos that it made was injected', async () => {
    const { call, cluster } = await prepared({
      settings: SCHEDULE,
      step: (world, waited) => waited > 5_000 && world.put(aChild(injectedInto('shop/web-1'))),
    });
    await chaosMesh.inject(call);
    expect(theChaos(cluster, 'Schedule')?.['spec']).toEqual(SCHEDULE.spec);
    expect(await chaosMesh.observe(call)).toMatchObject({
      observed: true,
      evidence: expect.stringContaining('has injected PodChaos gameday-252f10c83610ebca-x1'),
    });
  });

  it('says that it has made nothing when its time for that is over', async () => {
    const { call } = await prepared({ settings: SCHEDULE });
    await chaosMesh.inject(call);
    expect(await chaosMesh.observe(call)).toMatchObject({
      observed: false,
      evidence: 'Schedule shop/gameday-252f10c83610ebca has injected nothing: it has made nothing yet',
    });
  });

  it('is undone when what it made is gone too', async () => {
    const { call, cluster } = await prepared({ settings: SCHEDULE });
    await chaosMesh.inject(call);
    cluster.put(aChild(injectedInto('shop/web-1')));
    await expect(chaosMesh.undo(call)).rejects.toMatchObject({
      message: expect.stringContaining(`PodChaos shop/${childKey.name}`),
    });
    expect(theChaos(cluster, 'Schedule')).toBeUndefined();
    expect(await chaosMesh.verifyUndone(call)).toEqual([expect.stringContaining(childKey.name)]);
    cluster.vanish(childKey);
    await chaosMesh.undo(call);
    expect(await chaosMesh.verifyUndone(call)).toEqual([]);
  });

  it('has no end of its own, a kill needs none, and everything else ends at its duration', () => {
    expect(expiryOf(SCHEDULE)).toBe('none');
    expect(expiryOf({ kind: 'PodChaos', spec: { action: 'pod-kill' }, effectWithin: 1 })).toBe('nothing needed');
    expect(expiryOf(PARTITION)).toBe('target');
  });

  it('shows the pods that its selectors match now', async () => {
    const { call, cluster } = await prepared({ settings: SCHEDULE });
    cluster.put(aPod('web-2'));
    expect(await chaosMesh.touches!(call)).toEqual([
      'pod shop/web-1 (or another: mode one)',
      'pod shop/web-2 (or another: mode one)',
    ]);
  });
});

describe('settings of chaos-mesh that do not fit the target', () => {
  it.each([
    [{ spec: { selector: {} } }, {}, '"selector" is written in the spec, and the target is a pod'],
    [{ spec: { mode: 'all' } }, {}, '"mode" is written in the spec'],
    [SCHEDULE, {}, 'Schedule does not act on one pod'],
    [{ kind: 'PhysicalMachineChaos' }, {}, 'PhysicalMachineChaos does not act on one pod'],
    [{}, { container: 'main' }, 'NetworkChaos acts on the whole pod'],
    [
      { kind: 'StressChaos', spec: { containerNames: ['a'] } },
      { container: 'main' },
      '"containerNames" is written in the spec',
    ],
  ])('%j on %j is refused', async (settings, target, text) => {
    expect(await refusal(settings, () => target)).toContain(text);
  });

  it('are refused for a kill of a pod that nothing would start again', async () => {
    expect(await refusal({ kind: 'PodChaos', spec: { action: 'pod-kill' } })).toContain('nothing would start another');
  });
});

const expiryOf = (settings: ChaosMesh) => chaosMesh.expiry(settings).by;

async function refusal(settings: Partial<ChaosMesh>, change: (pod: ClusterObject) => object = () => ({})) {
  const { call, pod } = await prepared();
  const wrong = { ...call, settings: { ...PARTITION, ...settings }, target: { ...identityOf(pod), ...change(pod) } };
  return await chaosMesh.prepareUndo(wrong).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}

const stress = (size: string): ChaosMesh => ({
  kind: 'StressChaos',
  spec: { stressors: { memory: { workers: 1, size } } },
  effectWithin: 5_000,
});

const aChild = (status?: object): NewObject => ({
  apiVersion: CHAOS_MESH,
  kind: 'PodChaos',
  metadata: {
    namespace: 'shop',
    name: 'gameday-252f10c83610ebca-x1',
    labels: { 'managed-by': 'gameday-252f10c83610ebca' },
  },
  ...(status && { status }),
});
