import type { Cluster, ClusterObject } from '../../../activities/cluster.ts';
import { containerKill } from '../../../activities/faults/container-kill.ts';
import { containerProcessKill } from '../../../activities/faults/container-process-kill.ts';
import { containerStatus, isReady, restartsOf } from '../../../activities/kubernetes/pod-state.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { made } from '../../support/cluster-workload.ts';
import { eventually } from '../../support/eventually.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';

const IMAGE = 'gameday/busybox:1';
/** As a shell does it: waits for its child, and ends on SIGTERM. */
const HANDLES_TERM = 'trap "exit 3" TERM; sleep 1000001 & wait';
const STARTS_AGAIN = 'while :; do sleep 1000001 & wait $!; done';
const ENDS_WITH_ITS_CHILD = 'sleep 1000001; exit 1';

const HELPER = { helperImage: IMAGE, helperNamespace: 'default', goneWithin: 30_000 } as const;
const SLEEPER = { commandLine: '^sleep 1000001$', signal: 'SIGKILL', expected: 1, goneWithin: 5_000 } as const;

onCluster('killing what is inside a real pod', () => {
  const cluster: Cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  beforeAll(async () => void (place = await aNamespace(cluster, 'containers')));
  afterAll(() => place?.remove(), 120_000);

  /** A pod that the kubelet alone looks after. */
  async function aPod(name: string, command: readonly string[]) {
    const main = { name: 'main', image: IMAGE, imagePullPolicy: 'Never', command };
    const pod = await made(cluster, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: place.name, name },
      spec: { terminationGracePeriodSeconds: 0, containers: [main] },
    });
    const read = async (): Promise<ClusterObject> => (await pod.read())!;
    await eventually(async () => isReady(await read()), 30_000, `pod ${name} is ready`);
    return { read, restarts: async () => restartsOf(await read()) };
  }

  it('ends a container whose main process hears no signal from inside, from its node, once', async () => {
    const pod = await aPod('deaf', ['sleep', '1000000']);
    const inside = aClusterCall<'container-kill'>(cluster, { via: 'exec', ...HELPER }, await pod.read());
    await expect(containerKill.prepareUndo(inside)).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringMatching(/its main process \(sleep\) does not handle SIGTERM.*Use "via: node"/),
    });
    // The reason for the refusal, as the kernel has it.
    const argv = ['sh', '-c', 'kill -KILL 1; kill -TERM 1; sleep 1; cat /proc/1/comm'];
    const vain = await cluster.exec({ namespace: place.name, pod: 'deaf', argv, timeoutMs: 10_000 });
    expect(vain).toMatchObject({ outcome: 'exited', exitCode: 0, stdout: 'sleep\n' });
    expect(await pod.restarts()).toBe(0);

    const call = await prepared(containerKill, aClusterCall(cluster, { via: 'node', ...HELPER }, await pod.read()));
    await containerKill.inject(call);
    const last = containerStatus(await pod.read(), 'main') as
      | { readonly lastState?: { readonly terminated?: object } }
      | undefined;
    await containerKill.inject(call);
    expect(await containerKill.observe(call)).toMatchObject({ observed: true });
    await healed(() => containerKill.verifyUndone(call));
    expect(await pod.restarts()).toBe(1);
    const status = containerStatus(await pod.read(), 'main') as typeof last;
    expect(status?.lastState?.terminated).toMatchObject({ exitCode: 137 });
    expect(
      await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', labels: 'gameday.dev/fault' }),
    ).toEqual([]);
  }, 120_000);

  it('tells a container that handles SIGTERM to end, once, and waits for the next', async () => {
    const pod = await aPod('polite', ['sh', '-c', HANDLES_TERM]);
    const call = await prepared(containerKill, aClusterCall(cluster, { via: 'exec', ...HELPER }, await pod.read()));
    await containerKill.inject(call);
    await containerKill.inject(call);
    expect(await containerKill.observe(call)).toMatchObject({ observed: true });
    await healed(() => containerKill.verifyUndone(call));
    expect(await pod.restarts()).toBe(1);
  }, 120_000);

  it('says that an image has no shell, in the words of its runtime', async () => {
    const pod = await aPod('bare', ['sh', '-c', 'rm -f $(command -v sh) && exec sleep 1000000']);
    const call = aClusterCall<'container-kill'>(cluster, { via: 'exec', ...HELPER }, await pod.read());
    await expect(containerKill.prepareUndo(call)).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringMatching(
        /^container main of pod .*\/bare has no shell \(.*sh.*\), so nothing can be done from inside it\./,
      ),
    });
  }, 60_000);

  it('ends a process inside a container, and waits for one like it', async () => {
    const pod = await aPod('supervised', ['sh', '-c', STARTS_AGAIN]);
    const call = await prepared(containerProcessKill, aClusterCall(cluster, SLEEPER, await pod.read()));
    await containerProcessKill.inject(call);
    await containerProcessKill.inject(call);
    expect(await containerProcessKill.observe(call)).toMatchObject({ observed: true });
    await healed(() => containerProcessKill.verifyUndone(call));
    expect(await pod.restarts()).toBe(0);
  }, 60_000);

  it('waits for the container when it ends with its process', async () => {
    const pod = await aPod('fragile', ['sh', '-c', ENDS_WITH_ITS_CHILD]);
    const call = await prepared(containerProcessKill, aClusterCall(cluster, SLEEPER, await pod.read()));
    await containerProcessKill.inject(call);
    expect(await containerProcessKill.observe(call)).toMatchObject({ observed: true });
    await eventually(async () => (await pod.restarts()) === 1, 30_000, 'the kubelet starts it again');
    await healed(() => containerProcessKill.verifyUndone(call));
    await containerProcessKill.inject(call);
    expect(await pod.restarts()).toBe(1);
  }, 90_000);

  it('refuses to send the main process a SIGKILL that it would never get', async () => {
    const pod = await aPod('main', ['sh', '-c', HANDLES_TERM]);
    const main = { ...SLEEPER, commandLine: '^sh -c trap' };
    await expect(
      containerProcessKill.prepareUndo(aClusterCall<'container-process-kill'>(cluster, main, await pod.read())),
    ).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('it is PID 1 there and does not handle SIGKILL'),
    });
    const call = await prepared(
      containerProcessKill,
      aClusterCall(cluster, { ...main, signal: 'SIGTERM' as const }, await pod.read()),
    );
    await containerProcessKill.inject(call);
    await healed(() => containerProcessKill.verifyUndone(call));
    expect(await pod.restarts()).toBe(1);
  }, 90_000);
});

function healed(verify: () => Promise<readonly string[]>): Promise<unknown> {
  return eventually(async () => (await verify()).length === 0, 60_000, 'it has recovered');
}
