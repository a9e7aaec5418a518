import type { Cluster, ClusterObject } from '../../../../activities/cluster.ts';
import { chaosMesh } from '../../../../activities/faults/chaos-mesh.ts';
import { descendantsOf } from '../../../../activities/faults/chaos-mesh/children.ts';
import { keyOfChaos } from '../../../../activities/faults/chaos-mesh/chaos-object.ts';
import { restartsOf } from '../../../../activities/kubernetes/pod-state.ts';
import { chaosMeshStage, seen, type Stage, undone } from '../../../support/chaos-mesh-stage.ts';
import { eventually } from '../../../support/eventually.ts';
import { aNamespace, liveCluster, onCluster } from '../../../support/live-cluster.ts';

onCluster('chaos-mesh in real pods', () => {
  const cluster: Cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let stage: Stage;
  let pod: ClusterObject;
  let space: ClusterObject;
  beforeAll(async () => {
    place = await aNamespace(cluster, 'chaos-pods');
    stage = await chaosMeshStage(cluster, place.name);
    space = (await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: place.name }))!;
  }, 180_000);
  beforeEach(async () => void ([pod] = (await stage.web.ready(2)) as [ClusterObject]));
  afterAll(() => place?.remove(), 120_000);

  const again = async (one: ClusterObject) =>
    (await cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace: place.name, name: one.metadata.name }))!;
  const processesIn = async (one: ClusterObject) => {
    const result = await stage.run(one, 'sh', '-c', 'cat /proc/[0-9]*/comm');
    return result.outcome === 'exited' ? result.stdout : '';
  };

  it('burns the CPU of a pod by a stressor in its container, and takes it out again', async () => {
    const call = await stage.prepare(
      { kind: 'StressChaos', spec: { stressors: { cpu: { workers: 1, load: 100 } } } },
      pod,
    );
    await chaosMesh.inject(call);
    await seen(call, /stressors run in container main/);
    expect(await processesIn(pod)).toContain('stress-ng');
    await undone(call);
    expect(await processesIn(pod)).not.toContain('stress-ng');
  }, 180_000);

  it('lets a container die of too much memory, and no neighbour notices', async () => {
    const restarts = async () => (await stage.web.pods()).map(restartsOf);
    const [, neighbour] = await stage.web.pods();
    const spec = { stressors: { memory: { workers: 1, size: '512MB' } } };
    const call = await stage.prepare({ kind: 'StressChaos', spec }, pod);
    await chaosMesh.inject(call);
    const evidence = await seen(call, /want of memory|OOMKilled/);
    const chaos = (await cluster.get(keyOfChaos(call)))!;
    console.log(evidence, JSON.stringify((chaos['status'] as { conditions: unknown }).conditions));
    await undone(call);
    expect(restartsOf(await again(neighbour!))).toBe(restartsOf(neighbour!));
    expect(await restarts()).toHaveLength(2);
  }, 180_000);

  it('sees that a stressor is gone which nobody asked to die, although Chaos Mesh says that all is injected', async () => {
    const spec = { stressors: { memory: { workers: 1, size: '32MB' } } };
    const call = await stage.prepare({ kind: 'StressChaos', spec }, pod);
    await chaosMesh.inject(call);
    await seen(call, /stressors run/);
    const script =
      'for d in /proc/[0-9]*; do read -r name <"$d/comm"; [ "$name" = memStress ] && kill -9 "${d#/proc/}"; done; true';
    await stage.run(pod, 'sh', '-c', script);
    const gone = await eventually(async () => {
      const effect = await chaosMesh.observe(call);
      return !effect.observed && effect.evidence;
    }, 30_000);
    expect(gone).toContain('no stressor runs in container main');
    const { conditions } = (await cluster.get(keyOfChaos(call)))!['status'] as {
      readonly conditions: readonly { readonly type: string; readonly status: string }[];
    };
    expect(conditions.find(({ type }) => type === 'AllInjected')?.status).toBe('True');
    await undone(call);
  }, 180_000);

  it('lets a pod fail, and waits until it is Ready again', async () => {
    const call = await stage.prepare({ kind: 'PodChaos', spec: { action: 'pod-failure' } }, pod);
    await chaosMesh.inject(call);
    await seen(call, /is not Ready/);
    await undone(call);
    const after = await again(pod);
    expect(after.metadata.uid).toBe(pod.metadata.uid);
    expect((await stage.web.pods()).map(({ metadata }) => metadata.uid)).toContain(pod.metadata.uid);
  }, 240_000);

  it('kills a pod once, and waits for its successor', async () => {
    const call = await stage.prepare({ kind: 'PodChaos', spec: { action: 'pod-kill' } }, pod);
    await chaosMesh.inject(call);
    await seen(call, /is gone|is another pod now|is being deleted/);
    await undone(call);
    const after = await stage.web.ready(2);
    await chaosMesh.inject(call);
    expect((await stage.web.ready(2)).map(({ metadata }) => metadata.uid)).toEqual(
      after.map(({ metadata }) => metadata.uid),
    );
  }, 180_000);

  it('kills a container, and waits until it runs again', async () => {
    const spec = { action: 'container-kill', containerNames: ['main'] };
    const call = await stage.prepare({ kind: 'PodChaos', spec }, pod);
    await chaosMesh.inject(call);
    await seen(call, /was restarted|is not Ready/);
    await undone(call);
    expect(restartsOf(await again(pod))).toBeGreaterThan(restartsOf(pod));
  }, 180_000);

  it('owns a Schedule with all that it makes', async () => {
    const spec = {
      schedule: '@every 5s',
      historyLimit: 2,
      concurrencyPolicy: 'Forbid',
      type: 'PodChaos',
      podChaos: { action: 'pod-kill', mode: 'one', selector: { labelSelectors: { app: 'web' } } },
    };
    const call = await stage.prepare({ kind: 'Schedule', spec }, space);
    await chaosMesh.inject(call);
    const evidence = await seen(call, /has injected PodChaos/);
    const children = await descendantsOf(call);
    expect(evidence).toContain(children[0]!.metadata.name);
    await undone(call);
    expect(await descendantsOf(call)).toEqual([]);
    expect(await cluster.get(keyOfChaos(call))).toBeUndefined();
    await stage.web.ready(2);
  }, 240_000);

  it('owns a Workflow with all that it makes, also in the middle of it', async () => {
    const selector = { labelSelectors: { app: 'web' } };
    const partition = {
      action: 'partition',
      mode: 'all',
      direction: 'both',
      selector,
      target: { mode: 'all', selector: { labelSelectors: { app: 'client' } } },
    };
    const spec = {
      entry: 'all',
      templates: [
        { name: 'all', templateType: 'Serial', deadline: '100s', children: ['rest', 'cut'] },
        { name: 'rest', templateType: 'Suspend', deadline: '2s' },
        { name: 'cut', templateType: 'NetworkChaos', deadline: '60s', networkChaos: partition },
      ],
    };
    const call = await stage.prepare({ kind: 'Workflow', spec }, space);
    expect(await chaosMesh.touches!(call)).toHaveLength(3);
    await chaosMesh.inject(call);
    const evidence = await seen(call, /has injected NetworkChaos/);
    console.log(
      evidence,
      (await descendantsOf(call))
        .map(({ kind }) => kind)
        .toSorted()
        .join(' '),
    );
    expect(await stage.ask(pod)).toBeUndefined();
    await undone(call);
    expect(await descendantsOf(call)).toEqual([]);
    expect(await stage.ask(pod)).toBeDefined();
  }, 240_000);
});
