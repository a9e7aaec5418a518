import type { ClusterObject } from '../../../activities/cluster.ts';
import { containerKill } from '../../../activities/faults/container-kill.ts';
import type { FaultCall } from '../../../activities/faults/driver.ts';
import type { ContainerKill } from '../../../experiments/definition/faults/container-kill.ts';
import { fakeCluster, type FakeCluster } from '../../support/fake-cluster.ts';
import { identityOf } from '../../support/cluster-workload.ts';
import { aCall } from '../../support/fault-call.ts';
import { aWorld } from '../../support/fault-world.ts';
import { aPodOf, aRun, insideDouble, keyOfObject, NO_SHELL, SHOP } from '../../support/pods-of-fake.ts';

const settings: ContainerKill = {
  via: 'exec',
  helperImage: 'busybox:1',
  helperNamespace: 'gameday',
  goneWithin: 10_000,
};
const MAIN = { pid: 1, start: '500', line: 'node server.js' };

function callOn(cluster: FakeCluster, victim: ClusterObject, special: Partial<ContainerKill> = {}) {
  const world = aWorld('/nowhere', { cluster });
  // Time passes only where somebody waits.
  let now = 0;
  const clock = { ...world.clock, monotonic: () => now, sleep: async (ms: number) => void (now += ms) };
  return aCall<'container-kill'>({ ...world, clock }, { ...settings, ...special }, identityOf(victim));
}

async function prepared(call: FaultCall<'container-kill'>): Promise<FaultCall<'container-kill'>> {
  return { ...call, baseline: await containerKill.prepareUndo(call) };
}

const is = (verb: string, kind: string) => (call: { readonly verb: string; readonly what: string }) =>
  call.verb === verb && call.what.startsWith(kind);

const done = (exitCode: number, message?: string) => ({
  phase: exitCode === 0 ? 'Succeeded' : 'Failed',
  containerStatuses: [
    { name: 'end-container', ready: false, restartCount: 0, state: { terminated: { exitCode, message } } },
  ],
});

async function onNode() {
  const cluster = fakeCluster();
  cluster.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gameday' } });
  const pod = cluster.put(aPodOf(undefined, 'web'));
  const call = await prepared(callOn(cluster, pod, { via: 'node' }));
  /** The helper's kubelet. */
  const helperEnds = (status: object) =>
    cluster.before(is('get', 'Pod gameday/'), ({ args }) => {
      const [key] = args as [Parameters<FakeCluster['seen']>[0]];
      cluster.change(key, (object) => ({ ...object, status }));
    });
  return { cluster, pod, call, helperEnds };
}

describe('container-kill from inside', () => {
  it('sends SIGTERM once to the main process that it saw, and waits until the kubelet has told', async () => {
    const inside = insideDouble([MAIN]);
    const cluster = fakeCluster({ exec: inside.exec });
    const pod = cluster.put(aPodOf(undefined, 'web'));
    const call = await prepared(callOn(cluster, pod));
    expect(call.baseline).toEqual({
      container: 'main',
      containerID: 'containerd://run0',
      restartCount: 0,
      ready: true,
      start: '500',
    });
    const restart = () => cluster.change(keyOfObject(pod), (object) => ({ ...object, status: aRun(1) }));
    cluster.before(({ number }) => number === 9, restart);
    await containerKill.inject(call);
    expect(inside.sent).toEqual(['TERM 1:500']);
    inside.start({ ...MAIN, start: '900' });
    await containerKill.inject(call);
    expect(inside.sent).toEqual(['TERM 1:500']);
    expect(await containerKill.observe(call)).toEqual({
      observed: true,
      evidence: 'container main of pod shop/web runs, Ready, restart count 1; before the kill it was 0',
    });
    expect(await containerKill.verifyUndone(call)).toEqual([]);
  });

  it('says before any damage that PID 1 would never get the signal, and what to do instead', async () => {
    const inside = insideDouble([{ ...MAIN, line: 'sleep 1000' }], { handlesTerm: false });
    const cluster = fakeCluster({ exec: inside.exec });
    const call = callOn(cluster, cluster.put(aPodOf(undefined, 'web')));
    await expect(containerKill.prepareUndo(call)).rejects.toMatchObject({
      type: 'Unsupported',
      message:
        'container main of pod shop/web was not killed: its main process (sleep) does not handle SIGTERM, and the kernel keeps SIGKILL, ' +
        'and every signal that PID 1 does not handle, from it when they come from inside. Use "via: node", container-process-kill for ' +
        'one of its other processes, or a chaos-mesh PodChaos container-kill.',
    });
    expect(inside.sent).toEqual([]);
  });

  it('refuses an image without a shell, and pods whose PID 1 is not their own', async () => {
    const cluster = fakeCluster({ exec: () => NO_SHELL });
    const call = callOn(cluster, cluster.put(aPodOf(undefined, 'web')));
    await expect(containerKill.prepareUndo(call)).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringMatching(
        /^container main of pod shop\/web has no shell .*Use container-kill with "via: node", or pod-kill\.$/,
      ),
    });
    const shared = cluster.put(aPodOf(undefined, 'shared', { spec: { shareProcessNamespace: true } }));
    await expect(containerKill.prepareUndo(callOn(cluster, shared))).rejects.toMatchObject({ type: 'Unsupported' });
    const ofNode = cluster.put(aPodOf(undefined, 'agent', { spec: { hostPID: true } }));
    await expect(containerKill.prepareUndo(callOn(cluster, ofNode))).rejects.toMatchObject({ type: 'Forbidden' });
  });

  it('refuses a container that nothing would start again, and one that does not run', async () => {
    const cluster = fakeCluster({ exec: insideDouble([MAIN]).exec });
    const once = cluster.put(aPodOf(undefined, 'once', { spec: { restartPolicy: 'OnFailure' } }));
    await expect(containerKill.prepareUndo(callOn(cluster, once))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('with restartPolicy OnFailure nothing may start it again'),
    });
    const crashing = cluster.put(
      aPodOf(undefined, 'crashing', { status: aRun(4, { waiting: { reason: 'CrashLoopBackOff' } }, false) }),
    );
    await expect(containerKill.prepareUndo(callOn(cluster, crashing))).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringContaining('it waits (CrashLoopBackOff)'),
    });
  });

  it('fails when the container goes on although it got the signal', async () => {
    const inside = insideDouble([MAIN]);
    const cluster = fakeCluster({ exec: inside.exec });
    const call = await prepared(callOn(cluster, cluster.put(aPodOf(undefined, 'web'))));
    await expect(containerKill.inject(call)).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('still runs 10000 ms after its main process got SIGTERM'),
    });
  });
});

describe('container-kill from the node', () => {
  it('lets a pod of ours end the processes of this run of the container, and takes it away', async () => {
    const { cluster, pod, call, helperEnds } = await onNode();
    helperEnds(done(0));
    cluster.before(is('delete', 'Pod gameday/'), () => {
      cluster.change(keyOfObject(pod), (object) => ({ ...object, status: aRun(1) }));
    });
    await containerKill.inject(call);
    const [created] = cluster.calls.find(({ verb }) => verb === 'create')!.args;
    expect(created).toMatchObject({
      metadata: {
        namespace: 'gameday',
        labels: { 'gameday.dev/fault': expect.stringMatching(/^[0-9a-f]{16}$/) },
        annotations: { 'gameday.dev/fault-id': 'f', 'gameday.dev/expires-at': '2026-11-20T00:00:00.000Z' },
      },
      spec: {
        nodeName: 'n1',
        hostPID: true,
        containers: [{ command: ['sh', '-c', expect.any(String), 'gameday', 'run0'] }],
      },
    });
    await containerKill.inject(call);
    expect(cluster.writes().filter((write) => write.startsWith('create'))).toHaveLength(1);
    expect(await containerKill.verifyUndone(call)).toEqual([]);
  });

  it('names that pod in the plan', async () => {
    const { call } = await onNode();
    expect(await containerKill.touches?.(call)).toEqual([
      'a pod of ours in namespace gameday on node n1, taken away again',
    ]);
    expect(await containerKill.touches?.({ ...call, settings })).toEqual([]);
  });

  it('waits for the pod of an attempt that crashed, and starts no second one', async () => {
    const { cluster, pod, call, helperEnds } = await onNode();
    cluster.loseAnswerAt(is('create', 'Pod gameday/'));
    await expect(containerKill.inject(call)).rejects.toMatchObject({ type: 'EffectFailed' });
    expect(await containerKill.verifyUndone(call)).toEqual([
      expect.stringMatching(/^our pod gameday\/gameday-end-container-.* is still there$/),
    ]);
    helperEnds(done(0));
    cluster.before(is('delete', 'Pod gameday/'), () => {
      cluster.change(keyOfObject(pod), (object) => ({
        ...object,
        status: aRun(0, { terminated: { reason: 'Error', exitCode: 137 } }, false),
      }));
    });
    await containerKill.inject(call);
    await containerKill.undo(call);
    expect(await containerKill.verifyUndone(call)).toEqual([
      'container main of pod shop/web has ended (Error, exit code 137)',
    ]);
  });

  it('says why the pod could do nothing, and takes it away with the undo', async () => {
    const { cluster, call, helperEnds } = await onNode();
    helperEnds({
      phase: 'Failed',
      containerStatuses: [
        { name: 'end-container', ready: false, restartCount: 0, state: { waiting: { reason: 'ErrImageNeverPull' } } },
      ],
    });
    await expect(containerKill.inject(call)).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringMatching(/by our pod gameday\/.* on node n1: ErrImageNeverPull\. Check helperImage/),
    });
    await containerKill.undo(call);
    await containerKill.undo(call);
    expect(await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'gameday' })).toEqual([]);
    expect(await containerKill.verifyUndone(call)).toEqual([]);
  });

  it('fails when the container still runs and no process of it was found', async () => {
    const { call, helperEnds } = await onNode();
    helperEnds(done(3, 'no process of run0 was found'));
    await expect(containerKill.inject(call)).rejects.toMatchObject({
      message: expect.stringContaining('after no process of containerd://run0 was found on node n1'),
    });
  });

  it('is done when the pod of its target is gone', async () => {
    const { cluster, pod, call } = await onNode();
    cluster.vanish(keyOfObject(pod));
    await containerKill.inject(call);
    expect(cluster.writes()).toEqual([]);
    expect(await containerKill.observe(call)).toEqual({ observed: true, evidence: 'pod shop/web is gone' });
    expect(await containerKill.verifyUndone(call)).toEqual([]);
    expect(call.target).toMatchObject({ namespace: SHOP });
  });
});
